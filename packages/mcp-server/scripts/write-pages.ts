import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { bundlePage } from './bundling/bundle-page.ts';

/** Writes the page of each app into a folder and, where asked for, what esbuild says is in it. */
export async function writePages(
  folder: string,
  { metafiles }: { metafiles?: string } = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const app of await apps()) {
    const { html, metafile } = await bundlePage(app);
    await writeFile(join(folder, `${app}.html`), html);
    if (metafiles !== undefined) {
      await writeFile(join(metafiles, `${app}.json`), JSON.stringify(metafile));
    }
  }
}

async function apps(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../apps/', import.meta.url));
  const found = await readdir(folder, { withFileTypes: true });
  return found.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
