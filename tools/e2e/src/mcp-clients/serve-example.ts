import { createInterface } from 'node:readline';

import { publishedExample, spawnEmulator } from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';
import { execa } from 'execa';

import { billedDay } from '../aws-clients/emulator-config.ts';
import { consumerFolder } from '../installed.ts';
import { installMcpTools } from './install-mcp-tools.ts';
import { createPerson } from './person.ts';

/** The installed server over HTTP, for callers with a key, and what clients need to reach it. */
export interface ServedExample {
  readonly url: string;
  readonly key: string;
  /** Of a person on this machine; what they start reads the same AWS. */
  readonly environment: Record<string, string>;
  stop(): Promise<void>;
}

const accountId = '012345678091';

/** Starts an AWS with the published example and a bill, and the installed server over it. */
export async function serveExample(): Promise<ServedExample> {
  const mcpTools = await installMcpTools();
  const aws = await spawnEmulator({ config: configWithBill() });
  const person = await createPerson({ aws, accountId, mcpTools });
  const { environment } = person;
  const { key, entry } = await createKey(environment);
  const server = execa('bedrock-spend-mcp', ['--source', 'cloudwatch', '--port', '0'], {
    cwd: consumerFolder,
    env: {
      ...environment,
      BEDROCK_SPEND_SERVER_SETTINGS: JSON.stringify({ apiKeys: [entry] }),
    },
    extendEnv: false,
    stderr: 'ignore',
    reject: false,
  });
  return {
    url: await printedUrl(server.stdout),
    key,
    environment,
    async stop() {
      server.kill('SIGTERM');
      await server;
      await aws.stop();
      await person.leave();
    },
  };
}

function configWithBill() {
  const novaPro = {
    day: billedDay,
    region: 'us-east-1',
    model: 'NovaPro',
    scope: 'in-region',
    billedBy: 'amazon-bedrock',
  } as const;
  const costs = bedrockCostRecords([
    { ...novaPro, tokenKind: 'input', tokens: 1_000_000, pricePerMillionUsd: '0.80' },
    { ...novaPro, tokenKind: 'output', tokens: 200_000, pricePerMillionUsd: '3.20' },
  ]);
  return { accounts: publishedExample().accounts.map((account) => ({ ...account, costs })) };
}

/** A key as `--create-key` prints it: the second line is the key, the last one what the settings take. */
async function createKey(env: Record<string, string>): Promise<{ key: string; entry: unknown }> {
  const { stdout } = await execa('bedrock-spend-mcp', ['--create-key', 'ada'], {
    cwd: consumerFolder,
    env,
    extendEnv: false,
  });
  const [, key = '', , entry = ''] = stdout.split('\n').map((line) => line.trim());
  return { key, entry: JSON.parse(entry) };
}

async function printedUrl(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const [url] = /http:\S+\/mcp$/.exec(line) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error('The server ended without printing its address.');
}
