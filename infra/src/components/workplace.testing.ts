import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  spawnEmulator,
  type RegionConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { runProgram, type ProgramRun, type RunOptions } from '@bedrock-spend/pulumi-engine';

export const ACCOUNT = '111122223333';
export const REGION = 'us-east-1';

const infraFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The program beside files that stand for the image's, with an AWS that it can ask. */
export interface Workplace {
  /** Where the image's files are. */
  imageFolder: string;
  emulator: SpawnedEmulator;
  /** The settings are those of `bedrock-spend:`, as values. */
  run(
    settings?: Readonly<Record<string, unknown>>,
    options?: Pick<RunOptions, 'isPreview' | 'resources' | 'environment' | 'secretConfig'>,
  ): Promise<ProgramRun>;
  close(): Promise<void>;
}

/** Opens a workplace whose AWS has this in the region. */
export async function openWorkplace(has: RegionConfig = {}): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-program-'));
  const emulator = await spawnEmulator({
    config: { accounts: [{ accountId: ACCOUNT, regions: { [REGION]: has } }] },
  });
  await copyProgram(folder);
  const { accessKeyId, secretAccessKey } = emulator.credentials(ACCOUNT);
  const environment = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  return {
    imageFolder: join(folder, 'packages/mcp-server/image'),
    emulator,
    run: (settings = {}, options = {}) =>
      runProgram({
        projectFolder: join(folder, 'infra'),
        stack: 'test',
        config: { 'aws:region': REGION, ...asConfig(settings) },
        ...options,
        environment: { ...environment, ...options.environment },
      }),
    close: async () => {
      await emulator.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The sources of the program, for which the image need not have been built. */
async function copyProgram(folder: string): Promise<void> {
  const image = join(folder, 'packages/mcp-server/image');
  await mkdir(join(image, 'app'), { recursive: true });
  await Promise.all([
    cp(join(infraFolder, 'src'), join(folder, 'infra/src'), { recursive: true }),
    ...['Pulumi.yaml', 'package.json'].map((file) =>
      cp(join(infraFolder, file), join(folder, 'infra', file)),
    ),
    symlink(
      join(dirname(infraFolder.replace(/\/$/, '')), 'node_modules'),
      join(folder, 'node_modules'),
    ),
    writeFile(join(image, 'Dockerfile'), 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n'),
    writeFile(join(image, 'app/lambda.js'), 'export {};\n'),
    writeFile(join(image, 'sbom.cdx.json'), '{"metadata":{"component":{"version":"1.2.3"}}}'),
  ]);
}

function asConfig(settings: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      `bedrock-spend:${key}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
