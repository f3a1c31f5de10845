import { createGunzip, createZstdDecompress } from 'node:zlib';
import { releaseMemory, type ByteReader } from './byte-reader.ts';
import type { Compression } from './compression.ts';

export interface InflateOptions {
  compression: Compression;
  /** Compressed bytes given to the decompressor at a time. What it had made of the last ones is lost on damage. */
  inputBytes?: number | undefined;
}

const defaultInputBytes = 256 * 1024;
// Node's default of 16 KiB costs more time than the decompression itself.
const outputBytes = 1024 * 1024;

/**
 * The decompressed bytes of a reader. While one chunk is being used, the next is decompressed on
 * another thread. Everything before the place where the data is cut off is delivered before the
 * error is thrown.
 */
export function inflateReader(
  raw: ByteReader,
  { compression, inputBytes = defaultInputBytes }: InflateOptions,
): ByteReader {
  const input = Buffer.allocUnsafe(inputBytes);
  let pending: Uint8Array = input.subarray(0, 0);
  let inflater = createInflater(compression);
  let current: Uint8Array = pending;

  async function nextChunk(): Promise<boolean> {
    for (;;) {
      const chunk = inflater.read();
      if (chunk !== null) {
        current = chunk;
        return true;
      }
      if (inflater.error !== null) throw inflater.error;
      if (inflater.isEnded()) {
        // What may follow the last member of a gzip file is padding.
        if (compression === 'gzip') return false;
        // Node stops at the end of a zstd frame, and a file may hold several.
        pending = pending.subarray(inflater.consumed());
        if (pending.length === 0) pending = await readInput();
        if (pending.length === 0) return false;
        inflater.close();
        inflater = createInflater(compression);
        inflater.write(pending);
      } else if (inflater.isIdle() && inflater.consumed() === pending.length) {
        pending = await readInput();
        if (pending.length === 0) inflater.end();
        else inflater.write(pending);
      }
      await inflater.change();
    }
  }

  async function readInput(): Promise<Uint8Array> {
    return input.subarray(0, await raw.read(input));
  }

  return {
    read: async (target) => {
      if (current.length === 0 && !(await nextChunk())) return 0;
      const length = Math.min(current.length, target.length);
      target.set(current.subarray(0, length));
      current = current.subarray(length);
      if (current.length === 0) release(current);
      return length;
    },
    rawBytesRead: () => raw.rawBytesRead(),
    close: async () => {
      inflater.close();
      await raw.close();
    },
  };
}

/** A decompressor goes on writing into a buffer until it has reached its end. */
function release(chunk: Uint8Array): void {
  const isFull = chunk.buffer.byteLength === outputBytes && chunk.byteOffset === outputBytes;
  if (isFull) releaseMemory(chunk);
}

/** One decompressor that is fed piece by piece: a piece when all of the one before has been read. */
function createInflater(compression: Compression) {
  // A mark of 1 lets nothing be made ahead of what is read, so nothing is thrown away on an error.
  const options = { chunkSize: outputBytes, readableHighWaterMark: 1 };
  const stream = compression === 'gzip' ? createGunzip(options) : createZstdDecompress(options);
  const state = { error: null as Error | null, ended: false, writing: false, finished: false };
  let written = 0;
  let consumedBefore = 0;
  let wake: (() => void) | null = null;
  let changed = false;
  const onChange = () => {
    changed = true;
    wake?.();
  };
  stream.on('readable', onChange);
  stream.on('end', () => {
    state.ended = true;
    onChange();
  });
  stream.on('error', (error) => {
    state.error = error;
    onChange();
  });
  return {
    read: () => stream.read() as Uint8Array | null,
    get error() {
      return state.error;
    },
    isEnded: () => state.ended,
    isIdle: () => !state.writing && !state.finished,
    /** Bytes of the last piece that belong to what has ended. */
    consumed: () => Math.max(0, stream.bytesWritten - consumedBefore),
    write: (piece: Uint8Array) => {
      consumedBefore = written;
      written += piece.length;
      state.writing = true;
      stream.write(piece, () => {
        state.writing = false;
        onChange();
      });
    },
    end: () => {
      state.finished = true;
      stream.end();
    },
    /** Resolves when something may have changed since the last call. */
    change: async () => {
      if (!changed) await new Promise<void>((resolve) => (wake = resolve));
      changed = false;
      wake = null;
    },
    close: () => {
      stream.destroy();
    },
  };
}
