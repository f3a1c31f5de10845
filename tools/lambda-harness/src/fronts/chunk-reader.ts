import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

/** Reads a stream chunk by chunk, with patience that ends. */
export interface ChunkReader {
  /** The next chunk; null at the end, `late` after so many milliseconds. Rejects when the stream fails. */
  next(patienceMs: number): Promise<Buffer | 'late' | null>;
  /** Reads the rest for nobody, so that its writer is not held up. */
  drain(): void;
}

export function createChunkReader(stream: Readable): ChunkReader {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let pending: Promise<IteratorResult<Buffer, undefined>> | null = null;
  return {
    async next(patienceMs) {
      pending ??= chunks.next();
      const timer = new AbortController();
      try {
        const result = await Promise.race([pending, late(patienceMs, timer.signal)]);
        if (result === 'late') return result;
        pending = null;
        return result.done === true ? null : result.value;
      } finally {
        timer.abort();
      }
    },
    drain() {
      void drain(pending ?? chunks.next());
    },
  };

  async function drain(first: Promise<IteratorResult<Buffer, undefined>>): Promise<void> {
    try {
      let result = await first;
      while (result.done !== true) result = await chunks.next();
    } catch {
      // Nobody reads it, so nobody is there to be told.
    }
  }
}

/** What Node takes for a timer: about 24 days. */
const maxTimerMs = 2_147_483_647;

async function late(patienceMs: number, signal: AbortSignal): Promise<'late'> {
  try {
    await delay(Math.max(0, Math.min(patienceMs, maxTimerMs)), undefined, { signal });
  } catch {
    // The race has been won by a chunk.
  }
  return 'late';
}
