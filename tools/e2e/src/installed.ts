import { dirname, join } from 'node:path';

import { execa } from 'execa';
import { inject } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';
import type { RuntimeName } from './install-packages.ts';

/** The Node versions that the packages promise to run on. */
export const supportedRuntimes = ['Node 22', 'Node 24'] as const;

/** The folder in which the tarballs are installed. */
export const consumerFolder = inject('installation').folder;

/** Whether a test with this Node is to be skipped: never where everything must be there. */
export function lacks(runtime: RuntimeName): boolean {
  const missing = inject('installation').runtimes[runtime] === undefined;
  return missing && process.env['E2E_REQUIRED'] === undefined;
}

/** Starts an installed command as a shell would, with the given Node as the `node` on the path. */
export function startInstalled(
  runtime: RuntimeName,
  command: string,
  words: readonly string[],
  input: string | Uint8Array = '',
) {
  return execa(join(consumerFolder, 'node_modules/.bin', command), words, {
    ...commonOptions(runtime),
    input,
    all: true,
    reject: false,
  });
}

/** Runs an installed command to its end. */
export async function runInstalled(...call: Parameters<typeof startInstalled>) {
  const { stdout, stderr, exitCode } = await startInstalled(...call);
  return { stdout, stderr, status: exitCode };
}

/** Runs Node itself in the consumer's folder. */
export async function runNode(runtime: RuntimeName, words: readonly string[]): Promise<string> {
  const { stdout } = await execa(executable(runtime), words, commonOptions(runtime));
  return stdout;
}

function commonOptions(runtime: RuntimeName) {
  return {
    cwd: consumerFolder,
    env: cleanEnvironment([dirname(executable(runtime))]),
    extendEnv: false,
    stripFinalNewline: false,
  } as const;
}

/** The executable of a Node version. */
export function executable(runtime: RuntimeName): string {
  const path = inject('installation').runtimes[runtime];
  if (path === undefined) throw new Error(`${runtime} could not be installed on this machine`);
  return path;
}
