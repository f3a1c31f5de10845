import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

/** Libraries that end up in the page; their licenses want their text to go with them. */
const librariesInside = ['chart.js', '@kurkle/color'];

const moduleOf = createRequire(import.meta.url);

/** Puts the page of an app together: one HTML text that needs nothing from outside. */
export async function buildPage(app: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../apps/${app}/`, import.meta.url));
  const [page, style, script, ...licenses] = await Promise.all([
    readFile(join(folder, 'page.html'), 'utf8'),
    bundled(join(folder, 'page.css')),
    bundled(join(folder, 'main.ts')),
    ...librariesInside.map(license),
  ]);
  // As functions: a dollar sign in a replacement text would have a meaning of its own.
  return page
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script type="module">${script}</script>`)
    .replace('<!-- licenses -->', () => `<!--\n${licenses.join('\n')}-->`);
}

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    charset: 'utf8',
    conditions: ['@bedrock-spend/source'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [{ text } = { text: '' }] = outputFiles;
  return text.trim().replaceAll('</script', String.raw`<\/script`);
}

async function license(library: string): Promise<string> {
  const entry = moduleOf.resolve(library);
  const folder = entry.slice(0, entry.indexOf(library) + library.length);
  const text = await readFile(join(dirname(join(folder, 'x')), 'LICENSE.md'), 'utf8');
  return `${library}\n${text.trim()}\n`;
}
