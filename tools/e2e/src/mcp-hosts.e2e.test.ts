import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { consumerFolder, lacks } from './installed.ts';
import { entryOfClaudeWords, writeClaudeStandIn } from './mcp-clients/claude-stand-in.ts';
import {
  hostConfigurations,
  serverEntry,
  type HostConfiguration,
  type ServerEntry,
} from './mcp-clients/host-configurations.ts';
import { toolCalls } from './mcp-clients/offered.ts';
import { serveExample, type ServedExample } from './mcp-clients/serve-example.ts';

const skips = lacks('Node 24');
const reason = skips ? ' (skipped: Node 24 could not be installed on this machine)' : '';
const configurations = hostConfigurations();
const toolNames = toolCalls.map(({ name }) => name);

describe('The README', () => {
  it('has a configuration over stdio and one over HTTP for each host', () => {
    expect(configurations.map(({ host, language }) => `${host}: ${language}`)).toEqual([
      'Claude Code: sh',
      'Claude Code: sh',
      'Claude Desktop: json',
      'Claude Desktop: json',
      'VS Code: json',
      'VS Code: json',
      'Cursor: json',
      'Cursor: json',
      'MCP Inspector: sh',
      'MCP Inspector: sh',
    ]);
  });
});

describe.skipIf(skips)(
  `A host configured as the README says${reason}`,
  { timeout: 120_000 },
  () => {
    let served: ServedExample;
    let commands: string;
    let environment: Record<string, string>;

    beforeAll(async () => {
      served = await serveExample();
      commands = await mkdtemp(join(tmpdir(), 'bedrock-spend-e2e-hosts-'));
      await writeClaudeStandIn(commands);
      environment = {
        ...served.environment,
        PATH: [commands, served.environment['PATH']].join(delimiter),
        BEDROCK_SPEND_API_KEY: served.key,
      };
    }, 300_000);

    afterAll(async () => {
      await served.stop();
      await rm(commands, { recursive: true, force: true });
    });

    /** As a person does before pasting: their server's address, and their key where one is written. */
    const adapted = ({ text }: HostConfiguration) =>
      text
        .replaceAll('https://spend.example.com/mcp', served.url)
        .replaceAll('bspend_YOUR_KEY', served.key);

    const typed = async (configuration: HostConfiguration) =>
      execa('sh', ['-c', adapted(configuration)], {
        cwd: consumerFolder,
        env: environment,
        extendEnv: false,
      });

    const entryOf = async (configuration: HostConfiguration): Promise<ServerEntry> =>
      configuration.language === 'json'
        ? serverEntry(adapted(configuration), { environment, typed: served.key })
        : entryOfClaudeWords(JSON.parse((await typed(configuration)).stdout) as string[]);

    const inspector = configurations.filter(({ host }) => host === 'MCP Inspector');
    const others = configurations.filter(({ host }) => host !== 'MCP Inspector');

    it.each(others)('reaches the server: $host, configuration $number', async (configuration) => {
      const entry = await entryOf(configuration);
      expect(await toolsOf(transportOf(entry, environment))).toEqual(toolNames);
    });

    it.each(inspector)(
      'reaches the server: $host, configuration $number',
      async (configuration) => {
        const { stdout } = await typed(configuration);
        const { tools } = JSON.parse(stdout) as { tools: { name: string }[] };
        expect(tools.map(({ name }) => name)).toEqual(toolNames);
      },
    );

    it('reaches the server by the shortest command', async () => {
      const entry = { command: 'npx', args: ['-y', '@bedrock-spend/mcp-server', '--stdio'] };
      expect(await toolsOf(transportOf(entry, environment))).toEqual(toolNames);
    });

    it('is refused over HTTP without the headers that it was given', async () => {
      const entries = await Promise.all(others.map(entryOf));
      const remote = entries.filter((entry) => 'url' in entry);
      expect(remote).toHaveLength(3);
      for (const { url } of remote) {
        await expect(toolsOf(transportOf({ url }, environment))).rejects.toMatchObject({
          code: 401,
        });
      }
    });

    it('is refused through the bridge with another key', async () => {
      const bridge = others.find(({ text }) => text.includes('mcp-remote'));
      const entry = bridge === undefined ? undefined : await entryOf(bridge);
      if (entry === undefined || !('command' in entry)) throw new Error('There is no bridge.');
      const env = { BEDROCK_SPEND_API_KEY: 'bspend_another' };
      const answer = toolsOf(transportOf({ ...entry, env }, environment));
      await expect(answer).rejects.toThrow('Connection closed');
    });
  },
);

function transportOf(entry: ServerEntry, environment: Record<string, string>): Transport {
  if ('url' in entry) {
    const requestInit = { headers: entry.headers ?? {} };
    return new StreamableHTTPClientTransport(new URL(entry.url), { requestInit });
  }
  return new StdioClientTransport({
    command: entry.command,
    args: [...entry.args],
    env: { ...environment, ...entry.env },
    cwd: consumerFolder,
    stderr: 'ignore',
  });
}

async function toolsOf(transport: Transport): Promise<string[]> {
  const client = new Client({ name: 'e2e', version: '1.0.0' });
  try {
    await client.connect(transport);
    const { tools } = await client.listTools();
    return tools.map(({ name }) => name);
  } finally {
    await client.close();
  }
}
