import { tmpdir } from 'node:os';

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  spawnEmulator,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { onTestFinished, vi } from 'vitest';

import { readCommandLine } from './command-line.ts';
import { openSource } from './open-source.ts';
import type { StartOptions } from './serve.ts';
import { testClient, testServer } from './test-server.testing.ts';

export const publishedAccount = '012345678091';

/** An AWS in a process of its own; the environment leads to it until the end of the test file. */
export async function emulatedAws(config: EmulatorConfig): Promise<SpawnedEmulator> {
  const emulator = await spawnEmulator({ config });
  const [first] = config.accounts;
  const { accessKeyId, secretAccessKey } = emulator.credentials(first?.accountId ?? '');
  const environment = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: 'us-east-1',
    // No file of this machine says anything else.
    HOME: tmpdir(),
    AWS_CONFIG_FILE: '/no/such/config',
    AWS_SHARED_CREDENTIALS_FILE: '/no/such/credentials',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return emulator;
}

/**
 * A client of a server over HTTP that reads from AWS as the command with these words does. A server that
 * does not check its source starts without credentials, as one over stdio does.
 */
export async function clientOfAws(
  words: readonly string[] = [],
  { isChecked = true, ...options }: { isChecked?: boolean } & Partial<StartOptions> = {},
): Promise<Client> {
  const command = readCommandLine(['--source', 'cloudwatch', ...words], {});
  if (command.kind !== 'serve') throw new Error('The words ask for something else.');
  const { source, ...services } = await openSource(command.source);
  const { check: _check, ...unchecked } = source;
  return testClient(
    await testServer({
      ...services,
      source: isChecked ? source : unchecked,
      defaults: command.defaults,
      ...options,
    }),
  );
}

/** Takes away what a test has changed behind AWS's back. */
export function mendAfterTest(aws: SpawnedEmulator): void {
  onTestFinished(async () => {
    await aws.control.removeFaults();
    await aws.control.setLatency({ pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e12 });
    await deny(aws, []);
  });
}

/** Refuses these actions to the user of the published account. */
export async function deny({ control }: SpawnedEmulator, actions: string[]): Promise<void> {
  await control.setDenied({ accountId: publishedAccount, principal: 'emulator', actions });
}

/** Names of the operations that AWS was asked, without repetitions. */
export async function operationsAsked({ control }: SpawnedEmulator): Promise<string[]> {
  return [...new Set((await control.requests()).map(({ operation }) => operation))];
}

/** All text of an answer. */
export function textOf(answer: Awaited<ReturnType<Client['callTool']>>): string {
  return (answer.content as { text: string }[]).map(({ text }) => text).join('\n');
}
