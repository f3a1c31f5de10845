import type { ServerResponse } from 'node:http';

import type { ChunkReader } from './chunk-reader.ts';

export interface PassOnOptions {
  reader: ChunkReader;
  response: ServerResponse;
  /** Sent before what the reader gives. */
  first: Buffer;
  /** Longest silence. */
  idleTimeoutMs: number;
  /** Longest time from now to the end. */
  timeoutMs: number;
}

/**
 * Passes a streamed body on, no faster than the client reads. When it breaks off (the function fails,
 * is silent or takes too long) the connection is cut without the last chunk, which is all that HTTP/1.1
 * can still say. When the client is gone, Lambda does not tell the function: it runs on to its end and
 * is billed for it.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export async function passOn(options: PassOnOptions): Promise<void> {
  const { reader, response, first } = options;
  const endMs = performance.now() + options.timeoutMs;
  const gone = new Promise<'gone'>((resolve) => response.once('close', () => resolve('gone')));
  try {
    let chunk: Buffer | 'late' | null = first;
    while (chunk !== null && chunk !== 'late') {
      if (!response.write(chunk) && (await Promise.race([drained(response), gone])) === 'gone')
        break;
      if (response.destroyed) break;
      const patienceMs = Math.min(options.idleTimeoutMs, endMs - performance.now());
      const next = await Promise.race([reader.next(patienceMs), gone]);
      if (next === 'gone') break;
      chunk = next;
    }
    if (chunk === null) response.end();
    else {
      reader.drain();
      await cut(response);
    }
  } catch {
    await cut(response);
  }
}

/** Lets the client have what was written, and then the end of the connection instead of the body's. */
async function cut(response: ServerResponse): Promise<void> {
  if (!response.destroyed) {
    await new Promise((resolve) => {
      response.once('close', resolve);
      response.write('', resolve);
    });
  }
  response.destroy();
}

function drained(response: ServerResponse): Promise<'drained'> {
  return new Promise((resolve) => response.once('drain', () => resolve('drained')));
}
