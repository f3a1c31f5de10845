import type { IncomingMessage } from 'node:http';

/** A request as it came over the wire, its body read. */
export interface RawRequest {
  method: string;
  /** Still percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** Reads the whole body; null when it is longer than `maxBytes`. */
export async function readRequest(
  message: IncomingMessage,
  maxBytes: number,
): Promise<RawRequest | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  const target = message.url ?? '/';
  const questionMark = target.indexOf('?');
  const path = questionMark === -1 ? target : target.slice(0, questionMark);
  const query = new URLSearchParams(questionMark === -1 ? '' : target.slice(questionMark + 1));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return { method: message.method ?? 'GET', path, query, headers, body: Buffer.concat(chunks) };
}
