import { readBody } from './read-body.ts';
import type { HttpError } from './json-rpc-error.ts';
import { refusals } from './refusals.ts';

/** What of a request body is read. */
export interface MessageLimits {
  maxBytes: number;
  /** Arrays and objects inside each other. */
  maxDepth: number;
  /** Messages of a batch. */
  maxBatch: number;
}

/** Our own requests are ten deep; what goes over the stack of a parser or a check is thousands deep. */
export const usualMessageLimits = { maxDepth: 64, maxBatch: 20 } as const;

export type ReadMessage =
  | { ok: true; body: unknown }
  | { ok: false; refusal: HttpError; reason: 'size' | 'malformed' };

/** Batches are of these versions only; clients of later ones name theirs in each request. */
const versionsWithBatches = ['2025-03-26', '2024-11-05', '2024-10-07'];

/** Reads the JSON of a request, or says what is wrong with it; no more of it is read or parsed than is needed. */
export async function readMessage(request: Request, limits: MessageLimits): Promise<ReadMessage> {
  const text = await readBody(request, limits.maxBytes);
  if (text === null) return tooMuch(refusals.tooLarge(limits.maxBytes));
  if (isDeeper(text, limits.maxDepth)) return tooMuch(refusals.tooDeep(limits.maxDepth));
  const body = parsedJson(text);
  if (body === undefined) return { ok: false, refusal: refusals.notJson, reason: 'malformed' };
  if (!Array.isArray(body)) return { ok: true, body };
  const version = request.headers.get('mcp-protocol-version');
  if (version !== null && !versionsWithBatches.includes(version)) {
    return { ok: false, refusal: refusals.noBatches, reason: 'malformed' };
  }
  if (body.length > limits.maxBatch) return tooMuch(refusals.batchTooLong(limits.maxBatch));
  return { ok: true, body };
}

function tooMuch(refusal: HttpError): ReadMessage {
  return { ok: false, refusal, reason: 'size' };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Counts brackets outside of strings; what is no JSON is told by the parser. */
function isDeeper(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** Where the quotation mark stands that ends the string which begins here. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first -= 1;
  return (at - first) % 2 === 1;
}
