import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that is being written; compressed when its name ends in `.gz`. */
export interface LogFile {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const chunkBytes = 1 << 20;

export function openLogFile(path: string): LogFile {
  const file = createWriteStream(path, { highWaterMark: 4 * chunkBytes });
  const entry = path.endsWith('.gz') ? createGzip({ level: 6, chunkSize: chunkBytes }) : file;
  if (entry !== file) entry.pipe(file);
  return {
    write: async (chunk) => {
      if (!entry.write(chunk)) await once(entry, 'drain');
    },
    close: async () => {
      entry.end();
      await finished(file);
    },
  };
}
