import type { Readable } from 'node:stream';
import type { ByteReader } from './byte-reader.ts';

/**
 * The bytes of a stream such as stdin. A pipe can be silent for as long as it likes, so the signal
 * ends the wait for it.
 */
export function streamReader(stream: Readable, signal?: AbortSignal): ByteReader {
  const chunks = stream[Symbol.asyncIterator]();
  let current: Uint8Array = new Uint8Array(0);
  let bytes = 0;

  async function nextChunk(): Promise<boolean> {
    const result = await untilAborted(chunks.next(), signal);
    if (result.done === true) return false;
    current = typeof result.value === 'string' ? Buffer.from(result.value) : result.value;
    bytes += current.length;
    return true;
  }

  return {
    read: async (target) => {
      while (current.length === 0) if (!(await nextChunk())) return 0;
      const part = current.subarray(0, target.length);
      target.set(part);
      current = current.subarray(part.length);
      return part.length;
    },
    rawBytesRead: () => bytes,
    close: async () => {
      stream.destroy();
    },
  };
}

function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
