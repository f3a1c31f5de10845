import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import type { SpawnedEmulator } from '@bedrock-spend/aws-emulator';

import { cleanEnvironment } from '../clean-environment.ts';
import { consumerFolder, executable } from '../installed.ts';

/** Somebody with a home of their own who has logged in to AWS, and has the packages and tools installed. */
export interface Person {
  /** Of their terminal and of the hosts that they start. */
  readonly environment: Record<string, string>;
  leave(): Promise<void>;
}

/**
 * @param options.mcpTools Folder of globally installed tools, where `npx` finds what the folder it is
 *   started in does not have.
 */
export async function createPerson(options: {
  aws: SpawnedEmulator;
  accountId: string;
  mcpTools: string;
}): Promise<Person> {
  const { aws, accountId, mcpTools } = options;
  const home = await mkdtemp(join(tmpdir(), 'bedrock-spend-e2e-home-'));
  const { accessKeyId, secretAccessKey } = aws.credentials(accountId);
  await mkdir(join(home, '.aws'));
  await writeFile(
    join(home, '.aws/credentials'),
    `[default]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`,
    { mode: 0o600 },
  );
  await writeFile(
    join(home, '.aws/config'),
    `[default]\nregion = us-east-1\nendpoint_url = ${aws.url}\n`,
  );
  const { PATH = '', ...rest } = cleanEnvironment([dirname(executable('Node 24'))]);
  const installed = [join(consumerFolder, 'node_modules/.bin'), join(mcpTools, 'bin')];
  return {
    environment: {
      ...(rest as Record<string, string>),
      PATH: [...installed, PATH].join(delimiter),
      HOME: home,
      npm_config_prefix: mcpTools,
      npm_config_prefer_offline: 'true',
      npm_config_update_notifier: 'false',
    },
    leave: () => rm(home, { recursive: true, force: true }),
  };
}
