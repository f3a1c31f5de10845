// Writes the page of each app into the folder that is given: beside what reads it there.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { buildPage } from './build-page.ts';

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Give the folder to write the pages to.');

await mkdir(folder, { recursive: true });
const apps = await readdir(fileURLToPath(new URL('../apps/', import.meta.url)), {
  withFileTypes: true,
});
for (const app of apps.filter((entry) => entry.isDirectory())) {
  await writeFile(join(folder, `${app.name}.html`), await buildPage(app.name));
}
