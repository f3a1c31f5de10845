import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';

import { lockFolder } from './lock-folder.ts';

/** The newest one; Lambda's own image of Node 24 has the same project's. */
const clientVersion = '4.0.2';
/** What its install scripts call. */
const buildTools = ['cmake', 'g++', 'make', 'python3', 'tar', 'xz'];
const cacheFolder = fileURLToPath(
  new URL('../../../../node_modules/.cache/bedrock-spend-lambda/', import.meta.url),
);

/**
 * Installs Lambda's runtime client (aws-lambda-ric) and gives the folder whose `node_modules` holds
 * it. Its native part is built from source, which takes a minute or so the first time; later calls
 * find it in the cache of the workspace. Safe to call from several processes at once.
 *
 * It is no dependency of the workspace because it is of no use without its install scripts, and
 * `npm ci` here runs none. https://github.com/aws/aws-lambda-nodejs-runtime-interface-client
 */
export async function installRuntimeClient(folder = cacheFolder): Promise<string> {
  const installed = join(folder, `aws-lambda-ric-${clientVersion}-${process.arch}`);
  if (await isThere(installed)) return installed;
  await mkdir(folder, { recursive: true });
  await using _lock = await lockFolder(`${installed}.lock`);
  if (await isThere(installed)) return installed;
  await requireBuildTools();
  const fresh = `${installed}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh);
  await writeFile(join(fresh, 'package.json'), JSON.stringify(manifest));
  await install(fresh);
  await rename(fresh, installed);
  return installed;
}

const manifest = {
  name: 'runtime-client',
  private: true,
  dependencies: { 'aws-lambda-ric': clientVersion },
  // npm asks for this before it runs the scripts of a dependency.
  allowScripts: { [`aws-lambda-ric@${clientVersion}`]: true },
};

async function isThere(installed: string): Promise<boolean> {
  const native = join(installed, 'node_modules/aws-lambda-ric/rapid-client.node');
  return access(native).then(
    () => true,
    () => false,
  );
}

async function requireBuildTools(): Promise<void> {
  const found = await Promise.all(
    buildTools.map((tool) => execa('which', [tool], { reject: false })),
  );
  const missing = buildTools.filter((_, index) => found[index]?.failed);
  if (missing.length > 0) {
    throw new Error(
      `Lambda's runtime client cannot be built without ${missing.join(', ')}: install them, on Debian with "apt-get install cmake g++ make python3 xz-utils".`,
    );
  }
}

async function install(folder: string): Promise<void> {
  const result = await execa('npm', ['install', '--no-audit', '--no-fund'], {
    cwd: folder,
    // Run by npm itself, this would inherit the settings of the outer npm, its prefix among them.
    env: { ...ownEnvironment(), MAKEFLAGS: `-j${availableParallelism()}` },
    extendEnv: false,
    all: true,
    reject: false,
  });
  if (result.failed) {
    throw new Error(
      `Lambda's runtime client could not be installed: npm ended with ${result.exitCode ?? result.signal}. The end of its output:\n${result.all.slice(-2000)}`,
    );
  }
}

function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(?!config_(?:registry|.*auth|cafile|nodedir))/iu.test(name),
    ),
  );
}
