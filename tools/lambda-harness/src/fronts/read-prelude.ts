import type { ChunkReader } from './chunk-reader.ts';

const delimiter = Buffer.alloc(8);
/** Room for the metadata and the delimiter. */
const maxPreludeBytes = 16 * 1024;

export interface Prelude {
  /** The JSON before the delimiter, not yet checked. */
  metadata: unknown;
  /** What came with the delimiter, after it. */
  rest: Buffer;
}

/**
 * Reads what a function writes before the body of a streamed response: metadata as JSON, then eight
 * NUL bytes, all within the first 16 KB. `late` when it does not come in time, null when the stream
 * does not begin so.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export async function readPrelude(
  reader: ChunkReader,
  patienceMs: number,
): Promise<Prelude | 'late' | null> {
  const endMs = performance.now() + patienceMs;
  let begin: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk = await reader.next(endMs - performance.now());
    if (chunk === 'late' || chunk === null) return chunk;
    begin = Buffer.concat([begin, chunk]);
    const at = begin.indexOf(delimiter);
    if (at >= 0 && at + delimiter.length <= maxPreludeBytes) return prelude(begin, at);
    if (at >= 0 || begin.length >= maxPreludeBytes) return null;
  }
}

function prelude(begin: Buffer, at: number): Prelude | null {
  try {
    const metadata = JSON.parse(begin.subarray(0, at).toString('utf8')) as unknown;
    return { metadata, rest: begin.subarray(at + delimiter.length) };
  } catch {
    return null;
  }
}
