import { gunzipSync } from 'node:zlib';
import { bufferReader, releaseMemory, type ByteReader } from './byte-reader.ts';
import { inflateReader } from './inflate-reader.ts';

// The size that a gzip file claims is not to be trusted with more memory than this.
const mostClaimedBytes = 8 * 1024 * 1024;
// Node cuts smaller buffers from a pool, whose memory cannot be given back at once.
const leastBufferBytes = 64 * 1024 + 1;
// On damage, what the decompressor made of its last piece of input is lost: pieces are small then.
const carefulInputBytes = 512;

/**
 * Decompresses a small gzip file in one go, into a buffer of the size that its last four bytes
 * claim: much cheaper than a stream. Whatever does not fit or is damaged goes through a stream, which
 * keeps what comes before the damage.
 *
 * @see https://www.rfc-editor.org/rfc/rfc1952 section 2.3.1, ISIZE
 */
export function inflateSmall(compressed: Buffer): ByteReader {
  const careful = () =>
    inflateReader(bufferReader(compressed), {
      compression: 'gzip',
      inputBytes: carefulInputBytes,
    });
  if (compressed.length < 18) return careful();
  const claimedBytes = compressed.readUInt32LE(compressed.length - 4);
  if (claimedBytes > mostClaimedBytes) {
    return inflateReader(bufferReader(compressed), { compression: 'gzip' });
  }
  try {
    const bytes = gunzipSync(compressed, {
      // One byte more lets the decompressor see the end without asking for another buffer.
      chunkSize: Math.max(claimedBytes + 1, leastBufferBytes),
      maxOutputLength: mostClaimedBytes,
    });
    const { length } = compressed;
    releaseMemory(compressed);
    return bufferReader(bytes, length);
  } catch {
    return careful();
  }
}
