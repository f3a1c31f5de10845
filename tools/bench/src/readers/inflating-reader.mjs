// The least that any reader of gzip files has to do: unpack them, 1 MiB at a time, and look at nothing.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { finishReading } from './finish-reading.mjs';

const chunkSize = 1 << 20;
let bytes = 0;

for (const path of process.argv.slice(2)) {
  const unpacked = createReadStream(path, { highWaterMark: chunkSize }).pipe(
    createGunzip({ chunkSize }),
  );
  for await (const chunk of unpacked) bytes += chunk.length;
}

finishReading({ bytes });
