import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Metafile } from 'esbuild';

import { onlyEnglish } from './only-english.ts';

/** The modules that somebody starts; their names are those of the written files. */
export const entries = ['main', 'lambda'] as const;

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const outputFolder = join(packageFolder, 'bundle');

/**
 * Bundles the server's entries into `folder`, which is emptied first.
 *
 * What an entry loads by `await import()` stays a file of its own, so that a start does not parse it.
 */
export async function bundleServer(folder: string): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: packageFolder,
    entryPoints: entries.map((name) => `src/${name}.ts`),
    // Names of files depend on paths from the output to the sources, so these are always the same.
    outdir: outputFolder,
    write: false,
    bundle: true,
    splitting: true,
    minify: true,
    // Beside the files and not named in them: they do not go into the image.
    sourcemap: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    charset: 'utf8',
    conditions: ['@bedrock-spend/source', 'module'],
    // A CommonJS module that is imported lazily has no names but `default` once it is a file of its own.
    mainFields: ['module', 'main'],
    // Some libraries are CommonJS and require modules of Node.
    banner: {
      js: "import{createRequire as bundleRequire}from'node:module';const require=bundleRequire(import.meta.url);",
    },
    // The whole texts are in THIRD-PARTY-LICENSES.txt.
    legalComments: 'none',
    metafile: true,
    plugins: [onlyEnglish],
    logLevel: 'warning',
    logOverride: { 'import-is-undefined': 'error' },
  });
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const { path, contents } of outputFiles) {
    await writeFile(join(folder, relative(outputFolder, path)), contents);
  }
  return metafile;
}
