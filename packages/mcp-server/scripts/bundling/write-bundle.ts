import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { writePages } from '../write-pages.ts';
import { bundleServer, entries } from './bundle-server.ts';
import { checkBundle } from './check-bundle.ts';
import { entrySize, type EntrySize } from './entry-size.ts';

/**
 * Writes the bundle into a folder, which is emptied first: JavaScript with its source maps, the pages
 * beside it, esbuild's metafiles in `metafiles/`, and `sizes.json`.
 *
 * @throws Error when the bundle has something in it that it must not have, or does not start.
 */
export async function writeBundle(folder: string): Promise<readonly EntrySize[]> {
  const metafile = await bundleServer(folder);
  const faults = checkBundle(metafile, 'src/lambda.ts');
  if (faults.length > 0) throw new Error(faults.join('\n'));

  const sizes = entries.map((name) => entrySize(metafile, `src/${name}.ts`));
  const metafiles = join(folder, 'metafiles');
  await mkdir(metafiles);
  await Promise.all([
    writeFile(join(metafiles, 'server.json'), JSON.stringify(metafile)),
    writeFile(join(folder, 'sizes.json'), `${JSON.stringify(sizes, undefined, 2)}\n`),
    writePages(folder, { metafiles }),
  ]);
  // That it parses is not enough: it has to start.
  await promisify(execFile)(process.execPath, [join(folder, 'main.js'), '--version']);
  return sizes;
}
