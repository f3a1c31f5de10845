import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';
import { consumerFolder, lacks, runNode, supportedRuntimes } from './installed.ts';
import { publishedExample } from './published-example.ts';
import { workspaceRoot } from './workspace.ts';

const consumers = join(workspaceRoot, 'tools/e2e/consumers');

describe.each(supportedRuntimes)('the library in plain JavaScript under %s', (runtime) => {
  beforeAll(() => copyFile(join(consumers, 'plain.js'), join(consumerFolder, 'plain.js')));

  it.skipIf(lacks(runtime))('writes the report of the published example', async () => {
    expect(await runNode(runtime, ['plain.js', publishedExample.log])).toBe(publishedExample.text);
  });
});

const compilers = [
  ['TypeScript 7', '@typescript/native/bin/tsc'],
  ['TypeScript 6', 'typescript/bin/tsc6'],
] as const;
const resolutions = [
  { moduleResolution: 'nodenext', module: 'nodenext' },
  { moduleResolution: 'bundler', module: 'esnext' },
];

const node = { types: ['node'], typeRoots: [join(workspaceRoot, 'node_modules/@types')] };

describe.each(compilers)('a program in %s', (_name, compiler) => {
  it.each(resolutions)(
    'sees the types of the root entry with $moduleResolution',
    async (options) => {
      // A page has no types of Node.
      const page = { types: [], lib: ['es2024', 'dom', 'dom.iterable'] };
      await expectTypeCheck(compiler, 'typed-page.ts', { ...options, ...page });
    },
  );

  it.each(resolutions)('sees the types of the library with $moduleResolution', async (options) => {
    await expectTypeCheck(compiler, 'typed-library.ts', { ...options, ...node });
  });

  it.each(resolutions)('sees the types of the server with $moduleResolution', async (options) => {
    await expectTypeCheck(compiler, 'typed-server.ts', { ...options, ...node });
  });
});

async function expectTypeCheck(compiler: string, file: string, options: object): Promise<void> {
  await copyFile(join(consumers, file), join(consumerFolder, file));
  // The newest compiler also checks every declaration file on the way; the older one takes 10 s for it.
  const skipLibCheck = compiler !== compilers[0][1];
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2024',
    skipLibCheck,
    ...options,
  };
  await writeFile(
    join(consumerFolder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: [file] }),
  );
  const { all } = await execa(
    process.execPath,
    [join(workspaceRoot, 'node_modules', compiler), '--project', '.', '--pretty', 'false'],
    { cwd: consumerFolder, env: cleanEnvironment(), extendEnv: false, reject: false, all: true },
  );
  expect(all).toBe('');
}
