// Packs the three packages and installs the tarballs in an empty folder outside the workspace, once for
// all tests, beside the Node versions that they are run with.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { execa } from 'execa';
import type { TestProject } from 'vitest/node';

import { cleanEnvironment } from './clean-environment.ts';
import { installNode } from './install-node.ts';
import { publishedPackages, workspaceRoot } from './workspace.ts';

/** Where a test finds the installed packages and the Node versions to run them with. */
export interface Installation {
  /** The folder of the consumer: its `node_modules` holds the three packages. */
  readonly folder: string;
  /** Executables by name; a missing one could not be had on this machine. */
  readonly runtimes: Readonly<Partial<Record<RuntimeName, string>>>;
}

export type RuntimeName = 'Node 16' | 'Node 22' | 'Node 24';

declare module 'vitest' {
  interface ProvidedContext {
    installation: Installation;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-e2e-'));
  const [node16, node22, node24] = await Promise.all([
    installNode('16'),
    installNode('22'),
    installNode('24'),
  ]);
  const runtimes = {
    ...(node16 && { 'Node 16': node16 }),
    ...(node22 && { 'Node 22': node22 }),
    ...(node24 && { 'Node 24': node24 }),
  };
  await installTarballs(folder);
  project.provide('installation', { folder, runtimes });
  return () => rm(folder, { recursive: true, force: true });
}

async function installTarballs(folder: string): Promise<void> {
  const env = cleanEnvironment();
  const workspaces = publishedPackages.map(({ name }) => `--workspace=${name}`);
  await execa('npm', ['pack', ...workspaces, '--pack-destination', folder], {
    cwd: workspaceRoot,
    env,
    extendEnv: false,
  });
  const tarballs = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await writeFile(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  );
  await execa(
    'npm',
    ['install', '--prefer-offline', '--ignore-scripts', ...tarballs.map((name) => `./${name}`)],
    { cwd: folder, env, extendEnv: false },
  );
}
