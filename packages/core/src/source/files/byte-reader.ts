/** Bytes that come one chunk after the other. */
export interface ByteReader {
  /** Fills the target from its beginning; gives how many bytes came, 0 at the end. */
  read(target: Uint8Array): Promise<number>;
  /** Bytes taken from the file or pipe itself, compressed where it is. */
  rawBytesRead(): number;
  close(): Promise<void>;
}

/** Bytes in memory. `rawBytes` is what they were on disk, where they were compressed. */
export function bufferReader(bytes: Uint8Array, rawBytes: number = bytes.length): ByteReader {
  let position = 0;
  return {
    read: async (target) => {
      const part = bytes.subarray(position, position + target.length);
      target.set(part);
      position += part.length;
      return part.length;
    },
    rawBytesRead: () => (position === 0 ? 0 : rawBytes),
    close: async () => {},
  };
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
