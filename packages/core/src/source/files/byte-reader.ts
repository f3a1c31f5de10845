/** Bytes that come one chunk after the other. */
export interface ByteReader {
  /** Fills the target from its beginning; gives how many bytes came, 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  /** Bytes taken from the file or pipe itself, compressed where it is. */
  rawBytesRead(): number;
  close(): Promise<void>;
}

/**
 * Bytes in memory, which are given back when they have been read. `rawBytes` is what they were on
 * disk, where they were compressed.
 */
export function bufferReader(bytes: Uint8Array, rawBytes: number = bytes.length): ByteReader {
  const byteLength = bytes.length;
  let position = 0;
  return {
    read: async (target) => {
      if (position === byteLength) return 0;
      const part = bytes.subarray(position, position + target.length);
      const { length } = part;
      target.set(part);
      position += length;
      if (position === byteLength) releaseMemory(bytes);
      return length;
    },
    rawBytesRead: () => (position === 0 ? 0 : rawBytes),
    close: async () => {},
  };
}

/**
 * Gives the memory behind bytes back at once. Waiting for the garbage collector to do it makes that
 * run over everything, once for every few dozen megabytes.
 */
export function releaseMemory({ buffer }: Uint8Array): void {
  // Small buffers share a pool, which must stay.
  const isShared = buffer.byteLength === Buffer.poolSize;
  if (!isShared && buffer instanceof ArrayBuffer) buffer.transfer(0);
}

/** What was read ahead to look at it, and then the rest. */
export function withPrefix(prefix: Uint8Array, rest: ByteReader): ByteReader {
  let position = 0;
  return {
    ...rest,
    read: async (target) => {
      if (position >= prefix.length) return rest.read(target);
      const part = prefix.subarray(position, position + target.length);
      target.set(part);
      position += part.length;
      return part.length;
    },
  };
}
