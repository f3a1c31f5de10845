// Writes the page of each app into the folder that is given: beside what reads it there.
import { writePages } from './write-pages.ts';

const [folder = ''] = process.argv.slice(2);
if (folder === '') throw new Error('Give the folder to write the pages to.');

await writePages(folder);
