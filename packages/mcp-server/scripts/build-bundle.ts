// Bundles the server into the folder that is given: JavaScript, the pages beside it, esbuild's metafiles
// and the sizes of the entries.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { bundleServer, entries } from './bundling/bundle-server.ts';
import { checkBundle } from './bundling/check-bundle.ts';
import { entrySize } from './bundling/entry-size.ts';
import { writePages } from './write-pages.ts';

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Give the folder to write the bundle to.');

const metafile = await bundleServer(folder);
const faults = checkBundle(metafile, 'src/lambda.ts');
if (faults.length > 0) throw new Error(faults.join('\n'));

const sizes = entries.map((name) => entrySize(metafile, `src/${name}.ts`));
await mkdir(join(folder, 'metafiles'));
await Promise.all([
  writeFile(join(folder, 'metafiles/server.json'), JSON.stringify(metafile)),
  writeFile(join(folder, 'sizes.json'), `${JSON.stringify(sizes, undefined, 2)}\n`),
  writePages(folder, { metafiles: join(folder, 'metafiles') }),
]);
console.table(sizes);

// That it parses is not enough: it has to start.
await promisify(execFile)(process.execPath, [join(folder, 'main.js'), '--version']);
