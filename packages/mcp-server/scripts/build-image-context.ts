// Writes what the image is built from into the second folder, out of the bundle in the first.
import { writeImageContext } from './image/write-image-context.ts';

const [bundle = '', image = ''] = process.argv.slice(2);
if (image === '') throw new Error('Give the folder of the bundle and the folder to write to.');

await writeImageContext(bundle, image);
