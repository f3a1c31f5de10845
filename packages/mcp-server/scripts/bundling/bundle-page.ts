import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build, type Metafile } from 'esbuild';

/** An app's page, and what its script is made of. */
interface Page {
  readonly html: string;
  readonly metafile: Metafile;
}

/** Libraries that end up in the page; their licenses want their text to go with them. */
const librariesInside = ['chart.js', '@kurkle/color'];

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const moduleOf = createRequire(import.meta.url);

/** Puts the page of an app together: one HTML text that needs nothing from outside. */
export async function bundlePage(app: string): Promise<Page> {
  const folder = join(packageFolder, 'apps', app);
  const [page, style, script, ...licenses] = await Promise.all([
    readFile(join(folder, 'page.html'), 'utf8'),
    bundled(join(folder, 'page.css')),
    bundled(join(folder, 'main.ts')),
    ...librariesInside.map(license),
  ]);
  // As functions: a dollar sign in a replacement text would have a meaning of its own.
  const html = page
    .replace('<!-- style -->', () => `<style>${style.text}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${script.text}</script>`)
    .replace('<!-- licenses -->', () => `<!--\n${licenses.join('\n')}-->`);
  return { html, metafile: script.metafile };
}

async function bundled(entry: string): Promise<{ text: string; metafile: Metafile }> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: packageFolder,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    charset: 'utf8',
    conditions: ['@bedrock-spend/source'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [{ text } = { text: '' }] = outputFiles;
  return { text: text.trim().replaceAll('</script', String.raw`<\/script`), metafile };
}

async function license(library: string): Promise<string> {
  const entry = moduleOf.resolve(library);
  const folder = entry.slice(0, entry.indexOf(library) + library.length);
  const text = await readFile(join(dirname(join(folder, 'x')), 'LICENSE.md'), 'utf8');
  return `${library}\n${text.trim()}\n`;
}
