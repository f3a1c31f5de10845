import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { arch, platform } from 'node:process';

import { execa } from 'execa';

import { cleanEnvironment } from './clean-environment.ts';
import { workspaceRoot } from './workspace.ts';

/**
 * Installs the newest Node of a major version from npm, in a folder of its own that later runs find
 * again, and returns its executable; undefined where npm has no Node for this platform.
 */
export async function installNode(major: string): Promise<string | undefined> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  if (platform !== 'linux' || (arch !== 'x64' && arch !== 'arm64')) return undefined;

  const name = `node-linux-${arch}`;
  const prefix = join(workspaceRoot, `node_modules/.cache/bedrock-spend-e2e/node-${major}`);
  await mkdir(prefix, { recursive: true });
  await execa(
    'npm',
    ['install', '--prefix', prefix, '--prefer-offline', '--ignore-scripts', `${name}@${major}`],
    { env: cleanEnvironment(), extendEnv: false },
  );
  return join(prefix, 'node_modules', name, 'bin/node');
}
