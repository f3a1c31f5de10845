import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { execa } from 'execa';

import { installRuntimeClient } from '../runtime-client/install-runtime-client.ts';
import type { Podman } from './podman.ts';

const tag = 'localhost/lambda-nodejs:24';
const templates = fileURLToPath(new URL('base/', import.meta.url));
const node = fileURLToPath(new URL('../../../../node_modules/.bin/node', import.meta.url));

/**
 * Builds what stands in for `public.ecr.aws/lambda/nodejs:24`, and gives its name: the same paths, the
 * workspace's Node 24, Lambda's runtime client, and of Debian the shell and the libraries these need.
 */
export async function buildBaseImage(podman: Podman): Promise<string> {
  const runtimeClient = await installRuntimeClient();
  const context = await mkdtemp(join(tmpdir(), 'bedrock-spend-base-'));
  try {
    await layOut(join(context, 'root'), join(runtimeClient, 'node_modules/aws-lambda-ric'));
    await podman.build({ context, dockerfile: join(templates, 'Dockerfile'), tag });
  } finally {
    await rm(context, { recursive: true, force: true });
  }
  return tag;
}

async function layOut(root: string, client: string): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    'var/lang/bin/node': node,
    'bin/sh': '/bin/dash',
    'lambda-entrypoint.sh': join(templates, 'lambda-entrypoint.sh'),
    'var/runtime/bootstrap': join(templates, 'bootstrap'),
    'var/runtime/index.mjs': join(client, 'index.mjs'),
    'var/runtime/rapid-client.node': join(client, 'rapid-client.node'),
    ...(await librariesOf([node, '/bin/dash', join(client, 'rapid-client.node')])),
  };
  for (const [target, source] of Object.entries(files)) {
    await mkdir(join(root, dirname(target)), { recursive: true });
    await copyFile(source, join(root, target));
  }
  await mkdir(join(root, '../writable/tmp'), { recursive: true });
  for (const folder of ['proc', 'dev', 'sys', 'etc', 'opt', 'var/task']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
}

/** Each shared library where the loader looks for it: `name => /path (address)`, or the loader's own path. */
async function librariesOf(programs: readonly string[]): Promise<Record<string, string>> {
  const { stdout } = await execa('ldd', programs);
  const paths = [...stdout.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, path = '']) => path);
  return Object.fromEntries(paths.map((path) => [path.slice(1), path]));
}
