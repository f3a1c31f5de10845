import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** A request, read whole, as the events of AWS need it. */
export interface IncomingRequest {
  method: string;
  /** Path as sent, not decoded, without the query. */
  path: string;
  /** Query as sent, without the question mark. */
  query: string;
  /** Name as sent and value, in the order in which they came; those of the connection are left out. */
  headers: readonly (readonly [string, string])[];
  body: Buffer;
  sourceIp: string;
  userAgent: string | null;
  protocol: string;
  timeMs: number;
}

export interface ReadRequestOptions {
  maxBodyBytes: number;
  /** The name under which AWS would serve the front: it takes the place of the Host header, unless null. */
  domainName: string | null;
  nowMs: number;
}

/** They are between the client and the front alone, or said again in other words by the front. */
const leftOut =
  /^(?:connection|content-length|expect|host|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|x-forwarded-.*)$/iu;

/** Reads a request; null when its body is larger than allowed. */
export async function readRequest(
  request: IncomingMessage,
  { maxBodyBytes, domainName, nowMs }: ReadRequestOptions,
): Promise<IncomingRequest | null> {
  const [path = '/', query = ''] = splitOnce(request.url ?? '/', '?');
  const body = await readBody(request, maxBodyBytes);
  if (body === null) return null;
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  return {
    method: request.method ?? 'GET',
    path,
    query,
    headers: [
      ...pairs(request.rawHeaders).filter(([name]) => !leftOut.test(name)),
      ['Host', domainName ?? request.headers.host ?? ''],
      ['X-Amzn-Trace-Id', `Root=1-${Math.floor(nowMs / 1000).toString(16)}-${hex(24)}`],
      ['X-Forwarded-For', forwardedFor(request, sourceIp)],
      ['X-Forwarded-Port', '443'],
      ['X-Forwarded-Proto', 'https'],
    ],
    body,
    sourceIp,
    userAgent: request.headers['user-agent'] ?? null,
    protocol: `HTTP/${request.httpVersion}`,
    timeMs: nowMs,
  };
}

/** The last value of each header, under the name as sent. */
export function singleHeaders({ headers }: IncomingRequest): Record<string, string> {
  return Object.fromEntries(headers);
}

/** All values of each header, under the name as sent. */
export function multiValueHeaders({ headers }: IncomingRequest): Record<string, string[]> {
  return grouped(headers);
}

/** All values of each name, in their order. */
export function grouped(all: Iterable<readonly [string, string]>): Record<string, string[]> {
  const groups: Record<string, string[]> = {};
  for (const [name, value] of all) (groups[name] ??= []).push(value);
  return groups;
}

/** The first value of a header. */
export function headerOf({ headers }: IncomingRequest, name: string): string | null {
  const wanted = name.toLowerCase();
  return headers.find(([each]) => each.toLowerCase() === wanted)?.[1] ?? null;
}

/** As AWS counts the seconds and writes the month: `23/Nov/2026:03:26:26 +0000`. */
export function requestTime(timeMs: number): string {
  const [, day, month, year, time] =
    /(\d+) (\w+) (\d+) ([\d:]+)/u.exec(new Date(timeMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Random digits, as the ids of AWS have them. */
export function hex(length: number): string {
  return randomUUID().replaceAll('-', '').slice(0, length);
}

/** A client may say what it likes: its own address is added at the end. */
function forwardedFor({ headers }: IncomingMessage, sourceIp: string): string {
  return [headers['x-forwarded-for'] ?? [], sourceIp].flat().join(', ');
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Read to its end all the same: a client that still writes would not read the answer.
    if (bytes <= maxBytes) chunks.push(chunk);
  }
  return bytes > maxBytes ? null : Buffer.concat(chunks);
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  return rawHeaders.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? '']] : [],
  );
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
