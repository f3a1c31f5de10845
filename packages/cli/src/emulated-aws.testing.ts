import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  publishedExample,
  spawnEmulator,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { fixtures } from './run-command.testing.ts';

/** AWS in a process of its own, and what the command needs in its environment to ask it. */
export interface EmulatedAws extends Pick<SpawnedEmulator, 'control' | 'url'> {
  env: Readonly<Record<string, string>>;
  stop: () => Promise<void>;
}

export const exampleAccount = '012345678091';

/** By default the published example in one account, logging on. */
export async function emulateAws(
  config: EmulatorConfig = publishedExample(),
): Promise<EmulatedAws> {
  const emulator = await spawnEmulator({ config });
  const home = await mkdtemp(join(tmpdir(), 'bedrock-spend-home-'));
  const keys = emulator.credentials(config.accounts[0]?.accountId ?? exampleAccount);
  return {
    url: emulator.url,
    control: emulator.control,
    env: {
      AWS_ENDPOINT_URL: emulator.url,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: home,
      XDG_CACHE_HOME: join(home, 'cache'),
    },
    async stop() {
      await emulator.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** How often each operation was called. */
export async function callsOf({ control }: EmulatedAws): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { operation } of await control.requests()) {
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}

/** The text that users of the predecessor know, with the spend part. */
export async function publishedText(): Promise<string> {
  return readFile(join(fixtures, 'published-example.classic.txt'), 'utf8');
}
