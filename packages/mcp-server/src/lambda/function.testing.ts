import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import {
  installRuntimeClient,
  processInstances,
  startFunction,
  startRestApi,
  type FunctionOptions,
  type LambdaFunction,
} from '@bedrock-spend/lambda-harness';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

/** A module of this folder as a function's code in a folder of its own, which the caller removes. */
export async function taskRootOf(
  module: string,
): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-task-'));
  await build({
    entryPoints: { lambda: fileURLToPath(new URL(module, import.meta.url)) },
    outdir: folder,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    conditions: ['@bedrock-spend/source', 'module'],
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface TestFunctionOptions extends Partial<Omit<FunctionOptions, 'startInstance'>> {
  taskRoot: string;
  /** Default `lambda.handler`. */
  handler?: string;
}

/** A function under the runtime client of Lambda, gone when the test is over. */
export async function testFunction({
  taskRoot,
  handler = 'lambda.handler',
  ...options
}: TestFunctionOptions): Promise<LambdaFunction> {
  const runtimeClient = await installRuntimeClient();
  const started = await startFunction({
    startInstance: processInstances({ taskRoot, handler, runtimeClient }),
    environment: {},
    memoryMb: 2048,
    timeoutMs: 30_000,
    // As on Lambda: what is left undone when a request has been answered is not done.
    isFrozenBetween: true,
    ...options,
  });
  onTestFinished(() => started.close());
  return started;
}

const keyId = 'a1b2c3d4e5';
export const apiKey = 'qYpB0kXbWx7wS2vV5n3mT8rL1cD4fG6h';

/** A REST API with a key before a function, gone when the test is over. */
export async function testRestApi(
  target: LambdaFunction,
  { transferMode = 'STREAM' }: { transferMode?: 'STREAM' | 'BUFFERED' } = {},
): Promise<string> {
  const front = await startRestApi({
    target,
    stage: 'prod',
    transferMode,
    timeoutMs: transferMode === 'STREAM' ? 900_000 : 29_000,
    apiKeys: [{ id: keyId, value: apiKey, name: 'test' }],
    isKeyRequired: true,
    binaryMediaTypes: ['*/*'],
  });
  onTestFinished(() => front.close());
  return front.url;
}

/** What one of its instances has in memory, in bytes. */
export async function residentBytes(target: LambdaFunction): Promise<number> {
  const [instance] = target.instances;
  const status = await readFile(`/proc/${instance?.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}
