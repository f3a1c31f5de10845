// Bundles the server into the folder that is given, and tells the sizes of its entries.
import { writeBundle } from './bundling/write-bundle.ts';

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Give the folder to write the bundle to.');

console.table(await writeBundle(folder));
