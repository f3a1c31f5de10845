import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

import { consumerFolder, runNode } from './installed.ts';
import { publishedPackages } from './workspace.ts';

const entries = [
  '@bedrock-spend/core',
  '@bedrock-spend/core/billing',
  '@bedrock-spend/core/cache',
  '@bedrock-spend/core/cloudwatch',
  '@bedrock-spend/core/files',
  '@bedrock-spend/core/schema',
  '@bedrock-spend/mcp-server',
  '@bedrock-spend/mcp-server/dynamodb',
  '@bedrock-spend/mcp-server/lambda',
];

describe.each(entries)('the built entry %s', (entry) => {
  it('exports these names', async () => {
    const script = `console.log(JSON.stringify(Object.keys(await import('${entry}'))))`;
    const names: unknown = JSON.parse(await runNode('Node 24', ['--eval', script]));
    expect(names).toMatchSnapshot();
  });

  it('imports these modules', async () => {
    expect(await modulesReachedFrom(entry)).toMatchSnapshot();
  });
});

it('the root entry of the library, its dependencies included, reaches no Node module', async () => {
  const reached = await modulesReachedFrom('@bedrock-spend/core', 'bundle');
  expect(reached).toEqual([]);
});

it.each(['bill', 'invocations', 'prices', 'report', 'setup'])(
  'the JSON Schema of %s can be imported',
  async (name) => {
    const entry = `@bedrock-spend/core/schemas/${name}.schema.json`;
    const script = `
    import schema from '${entry}' with { type: 'json' };
    console.log(schema.$schema);
  `;
    expect(await runNode('Node 24', ['--input-type=module', '--eval', script])).toBe(
      'https://json-schema.org/draft/2020-12/schema\n',
    );
  },
);

it.each(publishedPackages)(
  '$name is published without tests, fixtures and settings',
  async (published) => {
    const folder = join(consumerFolder, 'node_modules', published.name);
    const files = await readdir(folder, { recursive: true });
    expect(
      files.filter((file) => /\.test\.|\.testing\.|fixture|tsconfig|vitest|tsbuildinfo/.test(file)),
    ).toEqual([]);
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
  },
);

/** What an entry imports, directly or not: packages of others are not followed unless they are bundled. */
async function modulesReachedFrom(
  entry: string,
  packages: 'external' | 'bundle' = 'external',
): Promise<string[]> {
  const entryFile = await runNode('Node 24', [
    '--eval',
    `console.log(import.meta.resolve('${entry}'))`,
  ]);
  const { metafile } = await build({
    absWorkingDir: consumerFolder,
    entryPoints: [new URL(entryFile.trim()).pathname],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    packages,
    platform: packages === 'bundle' ? 'browser' : 'node',
    external: ['node:*'],
    logLevel: 'silent',
  });
  const paths = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external }) => external)
    .map(({ path }) => path);
  return [...new Set(paths)].sort();
}
