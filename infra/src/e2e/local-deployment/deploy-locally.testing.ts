import { fileURLToPath } from 'node:url';

import {
  publishedExample,
  spawnEmulator,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { spawnDynamodb, type SpawnedDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import type { LambdaFunction, Podman } from '@bedrock-spend/lambda-harness';
import { plain, runProgram, type ProgramRun } from '@bedrock-spend/pulumi-engine';

import { recordingProxy } from '../../permissions/recording-proxy.testing.ts';
import { checkPermissions } from './check-permissions.testing.ts';
import { localApi } from './local-api.testing.ts';
import { localData } from './local-data.testing.ts';
import { localFunctions } from './local-functions.testing.ts';
import { localImages } from './local-images.testing.ts';

const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));

export interface LocalDeploymentOptions {
  podman: Podman;
  /** Name of what stands in for AWS's base image: `buildBaseImage`. */
  baseImage: string;
  /** Settings of the stack: keys without a namespace are the program's own, objects are JSON. */
  config?: Readonly<Record<string, string>>;
  /** The AWS that program and function see; the published example when absent. */
  aws?: EmulatorConfig;
  region?: string;
}

export interface LocalDeployment {
  run: ProgramRun;
  /** Of the stack, as `pulumi stack output --show-secrets` gives them. */
  outputs: Readonly<Record<string, unknown>>;
  emulator: SpawnedEmulator;
  /** Holds the tables that the program has made. */
  dynamodb: SpawnedDynamodb;
  /** What the function has asked of its tables, such as `DynamoDB_20120810.Query`. */
  tableOperations: ReadonlySet<string>;
  /** The function that the program has made: its instances can be counted, read and killed. */
  target: LambdaFunction;
  /** Ends all that was started; Podman stays the caller's. */
  close(): Promise<void>;
}

/**
 * Deploys the real program here: it builds its image with Podman, starts its function in containers
 * of it, and serves its REST API on loopback. A run that fails throws what it said.
 *
 * Not seen here: what only AWS would refuse, and what roles allow.
 */
export async function deployLocally(options: LocalDeploymentOptions): Promise<LocalDeployment> {
  const { podman, baseImage, aws = publishedExample(), region = 'us-east-1' } = options;
  const accountId = aws.accounts[0]?.accountId ?? '';
  const [emulator, dynamodb] = await Promise.all([spawnEmulator({ config: aws }), spawnDynamodb()]);
  const toTables = await recordingProxy(dynamodb.url);
  const { accessKeyId, secretAccessKey } = emulator.credentials(accountId);
  const credentials = {
    AWS_ENDPOINT_URL: emulator.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  };
  const images = localImages(podman, projectFolder);
  const surroundings = { ...credentials, AWS_ENDPOINT_URL_DYNAMODB: toTables.url };
  const functions = localFunctions({ podman, images, surroundings });
  const api = localApi(functions.started);
  const close = async () => {
    await api.close();
    await functions.close();
    await toTables.close();
    await Promise.all([emulator.stop(), dynamodb.stop()]);
  };

  try {
    const run = await runProgram({
      projectFolder,
      stack: 'local',
      config: { 'aws:region': region, baseImage, ...options.config },
      accountId,
      environment: credentials,
      resources: {
        ...images.models,
        ...functions.models,
        ...localData(emulator, dynamodb),
        ...api.models,
      },
    });
    refuseFailure(run);
    checkPermissions(run);
    const [target] = [...functions.started.values()];
    if (target === undefined) throw new Error('The program has made no function.');
    const outputs = plain(run.outputs) as typeof run.outputs;
    const tableOperations = toTables.operations;
    return { run, outputs, emulator, dynamodb, tableOperations, target, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function refuseFailure({ status, messages }: ProgramRun): void {
  if (status === 'succeeded') return;
  throw new Error(messages.map(({ severity, text }) => `${severity}: ${text}`).join('\n'));
}
