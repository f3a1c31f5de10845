import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { bufferReader, withPrefix, type ByteReader } from './byte-reader.ts';
import { compressionOf } from './compression.ts';
import { fileReader } from './file-reader.ts';
import { inflateReader } from './inflate-reader.ts';
import { inflateSmall } from './inflate-small.ts';
import { LogReadError } from './log-read-error.ts';

// Files up to this size are read in one go.
const smallFileBytes = 1024 * 1024;
const prefixBytes = 64 * 1024;

/**
 * Opens a log file and takes its compression off, whatever its name says. `expectedBytes` is its size
 * when it was found, `null` for what is not a plain file.
 */
export async function openLogFile(path: string, expectedBytes: number | null): Promise<ByteReader> {
  // Handing a small file to another thread and back costs several times its decompression.
  if (expectedBytes !== null && expectedBytes <= smallFileBytes)
    return smallLog(readFileSync(path));
  const handle = await open(path);
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) {
      throw new LogReadError('unreadable', 'is a folder where a file was expected');
    }
    return await decompressed(fileReader(handle));
  } catch (error) {
    await handle.close().catch(() => {});
    throw error;
  }
}

function smallLog(bytes: Buffer): ByteReader {
  const compression = compressionOf(bytes);
  if (compression === 'gzip') return inflateSmall(bytes);
  if (compression === 'zstd') return inflateReader(bufferReader(bytes), { compression });
  return bufferReader(bytes);
}

/** Looks at the first bytes and takes the compression off that they tell of. */
export async function decompressed(raw: ByteReader): Promise<ByteReader> {
  const prefix = Buffer.allocUnsafe(prefixBytes);
  let length = 0;
  // A pipe may give a single byte at first.
  while (length < 4) {
    const bytes = await raw.read(prefix.subarray(length));
    if (bytes === 0) break;
    length += bytes;
  }
  const whole = withPrefix(prefix.subarray(0, length), raw);
  const compression = compressionOf(prefix.subarray(0, length));
  return compression === null ? whole : inflateReader(whole, { compression });
}
