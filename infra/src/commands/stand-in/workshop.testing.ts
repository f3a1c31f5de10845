import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '@bedrock-spend/aws-emulator';
import type { RunningEmulator } from '@bedrock-spend/aws-emulator';
import { S3Client } from '@aws-sdk/client-s3';
import { execa } from 'execa';

import { createStateBucket, protectStateBucket } from '../state/make-state-bucket.ts';
import { stateBucketOf } from '../state/state-bucket.ts';

export const ACCOUNT = '111122223333';
export const STRANGER = '777788889999';
export const PASSPHRASE = 'a passphrase that nobody may see';
export const API_KEY = 'the-api-key-that-nobody-may-see';

/** One call of the stand-in for Pulumi. */
export interface PulumiCall {
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
}

export interface CommandRun {
  status: number | undefined;
  /** What was written to stdout and stderr, in its order. */
  text: string;
  calls: PulumiCall[];
}

/** A machine to deploy from: folders, a home, credentials, Docker, Pulumi, and an AWS to deploy to. */
export interface Workshop {
  folder: string;
  emulator: RunningEmulator;
  /** The environment of a user who has everything. */
  environment: Record<string, string>;
  /** Runs a command as a child process, without a terminal. */
  run(args: readonly string[], env?: Record<string, string | undefined>): Promise<CommandRun>;
  /** Has the stand-in for Docker answer so. */
  docker(script: string): Promise<void>;
  /** Has the stand-in for Pulumi fail at a command. */
  fails(failures: Record<string, string>): Promise<void>;
  /** Writes a file below the folder. */
  put(path: string, text: string): Promise<void>;
  calls(): Promise<PulumiCall[]>;
  /** The bucket of the state and the stack `prod`, as a deployment leaves them. */
  deployed(): Promise<void>;
  close(): Promise<void>;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const DOCKER = {
  Client: { Platform: { Name: 'Docker Engine - Community' } },
  Server: { Os: 'linux', Components: [{ Name: 'Engine' }] },
};

export const OUTPUTS = {
  apiKey: API_KEY,
  apiKeyId: 'k3y1d',
  apiUrl: 'https://a1b2c3.execute-api.us-east-1.amazonaws.com/prod',
  functionArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:bedrock-spend`,
  imageUri: `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend@sha256:0123`,
  mcpUrl: 'https://a1b2c3.execute-api.us-east-1.amazonaws.com/prod/mcp',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/bedrock-spend`,
};

/** Everything is there but the bucket of the state and the stack. */
export async function openWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), 'deploy-commands-'));
  const emulator = await startEmulator({
    config: {
      accounts: [
        { accountId: ACCOUNT, users: [{ name: 'ada' }, { name: 'grace', deny: ['s3:*'] }] },
        { accountId: STRANGER },
      ],
    },
  });
  const keys = emulator.credentials(ACCOUNT);
  const environment = {
    PATH: [join(folder, 'bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    HOME: join(folder, 'home'),
    PULUMI_HOME: join(folder, 'home/.pulumi'),
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    AWS_ENDPOINT_URL: emulator.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_REGION: 'us-east-1',
    STAND_IN_FOLDER: folder,
    TZ: 'UTC',
  };
  const put: Workshop['put'] = async (path, text) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  const putProgram = async (path: string, script: string) => {
    await put(path, `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, path), 0o755);
  };
  const docker = (script: string) => putProgram('bin/docker', script);
  const calls = async () => {
    const path = join(folder, 'calls.ndjson');
    const lines = existsSync(path) ? (await readFile(path, 'utf8')).trim().split('\n') : [];
    return lines.map((line) => JSON.parse(line) as PulumiCall);
  };

  await put('image/Dockerfile', 'FROM scratch\n');
  await put('image/app/lambda.js', '');
  await put('outputs.json', JSON.stringify(OUTPUTS));
  await put('state.json', JSON.stringify({ version: 3, deployment: { resources: [] } }));
  await mkdir(join(folder, 'infra'), { recursive: true });
  await mkdir(join(folder, 'home'), { recursive: true });
  await copyFile(here('../../../Pulumi.yaml'), join(folder, 'infra/Pulumi.yaml'));
  const version = await pulumiVersion();
  await putProgram(
    `home/.pulumi/versions/${version}/bin/pulumi`,
    `exec "${process.execPath}" "${here('pulumi.testing.ts')}" "$@"`,
  );
  await docker(`echo '${JSON.stringify(DOCKER)}'`);

  return {
    folder,
    emulator,
    environment,
    docker,
    put,
    calls,
    fails: (failures) => put('failures.json', JSON.stringify(failures)),
    async deployed() {
      await put('stacks.json', '["prod"]');
      await put(
        'infra/Pulumi.prod.yaml',
        'encryptionsalt: v1:salt\nconfig:\n  aws:region: us-east-1\n',
      );
      const client = new S3Client({
        endpoint: emulator.url,
        region: 'us-east-1',
        credentials: keys,
      });
      const caller = { accountId: ACCOUNT, arn: '', partition: 'aws' };
      const bucket = stateBucketOf(caller, 'us-east-1');
      await createStateBucket(client, bucket);
      await protectStateBucket(client, bucket);
      client.destroy();
    },
    async run(args, env = {}) {
      const before = (await calls()).length;
      const { exitCode, all } = await execa(process.execPath, [here('main.testing.ts'), ...args], {
        env: { ...environment, ...env },
        extendEnv: false,
        stdin: 'ignore',
        reject: false,
        all: true,
      });
      return { status: exitCode, text: all, calls: (await calls()).slice(before) };
    },
    async close() {
      await emulator.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function pulumiVersion(): Promise<string> {
  const manifest = await readFile(here('../../../../node_modules/pulumi/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
