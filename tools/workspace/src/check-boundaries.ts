// Checks who imports whom between the projects (their tags in the Nx project graph, which reads the
// sources too), that the library's portable entries reach no Node module, and that the command line
// loads its heavy parts lazily. CONTRIBUTING.md has the same table.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build, type Metafile } from 'esbuild';
import { createProjectGraphAsync, type ProjectGraph } from 'nx/src/devkit-exports.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const mayImport: Record<string, readonly string[]> = {
  'scope:core': [],
  'scope:mcp-server': ['scope:core'],
  'scope:cli': ['scope:core', 'scope:mcp-server'],
  'scope:infra': [],
  'scope:tools': ['scope:core', 'scope:mcp-server', 'scope:cli', 'scope:infra', 'scope:tools'],
};

/** What the command line may load only when a command needs it: its start would take several times as long. */
const lazyPackages = [
  '@bedrock-spend/mcp-server',
  '@bedrock-spend/core/billing',
  '@bedrock-spend/core/cache',
  '@bedrock-spend/core/cloudwatch',
  '@modelcontextprotocol/sdk',
  'ink',
  'react',
];
const cliEntry = 'packages/cli/src/main.ts';

/** Entries that run in a browser too. */
const portableEntries = ['packages/core/src/index.ts', 'packages/core/src/schema.ts'];

const graph = await createProjectGraphAsync({ exitOnError: true });
const problems = [
  ...untagged(graph),
  ...forbiddenImports(graph),
  ...(await eagerImports()),
  ...(await nodeImports()),
];

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}

function untagged({ nodes }: ProjectGraph): string[] {
  return Object.values(nodes)
    .filter((node) => scopeOf(node.data.tags) === undefined)
    .map((node) => `${node.data.root}: needs exactly one known scope: tag`);
}

function forbiddenImports({ nodes, dependencies }: ProjectGraph): string[] {
  return Object.values(dependencies)
    .flat()
    .flatMap(({ source, target }) => {
      const from = scopeOf(nodes[source]?.data.tags);
      const to = scopeOf(nodes[target]?.data.tags);
      if (source === target || from === undefined || to === undefined) return [];
      const isAllowed = mayImport[from]?.includes(to) || isForTests(nodes, { source, target });
      return isAllowed ? [] : [`${source} (${from}) imports ${target} (${to})`];
    });
}

/** Tests use the tools; that no other file does is lint's to see. */
function isForTests(
  nodes: ProjectGraph['nodes'],
  { source, target }: { source: string; target: string },
): boolean {
  const name = packageOf(nodes[target]?.data.root).name;
  const { dependencies = {}, devDependencies = {} } = packageOf(nodes[source]?.data.root);
  return name !== undefined && name in devDependencies && !(name in dependencies);
}

interface PackageFile {
  name?: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

function packageOf(folder: string | undefined): PackageFile {
  if (folder === undefined) return {};
  return JSON.parse(readFileSync(`${root}${folder}/package.json`, 'utf8')) as PackageFile;
}

async function eagerImports(): Promise<string[]> {
  const inputs = await importsReachedFrom([cliEntry]);
  const reached = new Set([cliEntry]);
  // A set visits what is added to it while it is walked.
  for (const file of reached) {
    for (const { path, kind } of inputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in inputs) reached.add(path);
    }
  }
  return [...reached].flatMap((file) =>
    (inputs[file]?.imports ?? [])
      .filter(({ path, kind }) => kind === 'import-statement' && isLazy(path))
      .map(({ path }) => `${file} imports ${path} at the start: use await import()`),
  );
}

async function nodeImports(): Promise<string[]> {
  const inputs = await importsReachedFrom(portableEntries);
  return Object.entries(inputs).flatMap(([file, { imports }]) =>
    imports
      .filter(({ path }) => path.startsWith('node:') || path.startsWith('@aws-sdk/'))
      .map(({ path }) => `${file} imports ${path}, and is part of a portable entry`),
  );
}

async function importsReachedFrom(entryPoints: string[]): Promise<Metafile['inputs']> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: 'unused',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return metafile.inputs;
}

function isLazy(specifier: string): boolean {
  return lazyPackages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
}

function scopeOf(tags: readonly string[] = []): string | undefined {
  const scopes = tags.filter((tag) => tag in mayImport);
  return scopes.length === 1 ? scopes[0] : undefined;
}
