import type { FileHandle } from 'node:fs/promises';
import type { ByteReader } from './byte-reader.ts';

/** The bytes of an open file, from where it stands; a named pipe is read like a file. */
export function fileReader(handle: FileHandle): ByteReader {
  let bytes = 0;
  return {
    read: async (target) => {
      const { bytesRead } = await handle.read(target, 0, target.length, null);
      bytes += bytesRead;
      return bytesRead;
    },
    rawBytesRead: () => bytes,
    close: () => handle.close(),
  };
}
