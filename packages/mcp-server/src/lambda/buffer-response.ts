import { isUtf8 } from 'node:buffer';
import { STATUS_CODES } from 'node:http';

import { jsonRpcError, type HttpError } from '../http/json-rpc-error.ts';
import type { HttpEvent } from './events/http-event.ts';
import { lambdaRefusals } from './lambda-refusals.ts';
import { readWhole } from './read-whole.ts';
import { responseHead } from './response-head.ts';

/**
 * An answer in one piece, as the fronts take it from a function: headers as lists where the front has
 * lists, cookies where it has a place of their own for them.
 *
 * @example
 * const answer = (result: BufferedResult) => Buffer.from(result.body, result.isBase64Encoded ? 'base64' : 'utf8');
 */
export interface BufferedResult {
  statusCode: number;
  /** As load balancers want it: `200 OK`. */
  statusDescription?: string;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  cookies?: string[];
  body: string;
  isBase64Encoded: boolean;
}

export interface BufferResponseOptions {
  /** `null` where nobody knows what is in front. */
  front: FrontFacts | null;
  /** Aborts when Lambda is about to give up. */
  deadline: AbortSignal;
}

type FrontFacts = Pick<HttpEvent, 'front' | 'hasHeaderLists'>;

/** What Lambda returns at most ("exceeded maximum allowed payload size (6291556 bytes)"). */
const lambdaMaxBytes = 6_291_556;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
const loadBalancerMaxBytes = 2 ** 20;

/**
 * The whole answer; one that is larger than gets through, or is not whole in time, is replaced by an
 * error that says so. Rejects where the body breaks off.
 */
export async function bufferResponse(
  response: Response,
  { front, deadline }: BufferResponseOptions,
): Promise<BufferedResult> {
  const maxBytes = front?.front === 'load-balancer' ? loadBalancerMaxBytes : lambdaMaxBytes;
  const body = await readWhole(response, { maxBytes, deadline });
  if (body === 'late') return refused(lambdaRefusals.outOfTime, front);
  if (body !== 'too large') {
    const result = resultOf(response, body, front);
    // Base64 and escapes in JSON count, too.
    if (Buffer.byteLength(JSON.stringify(result)) <= maxBytes) return result;
  }
  return refused(lambdaRefusals.tooLarge(maxBytes), front);
}

/** An error in the place of an answer. */
export async function refused(
  refusal: HttpError,
  front: FrontFacts | null,
): Promise<BufferedResult> {
  const response = jsonRpcError(refusal);
  return resultOf(response, Buffer.from(await response.arrayBuffer()), front);
}

function resultOf(response: Response, body: Buffer, front: FrontFacts | null): BufferedResult {
  const { statusCode, headers, cookies } = responseHead(response);
  const isText = isUtf8(body) && isTextType(response.headers.get('content-type'));
  return {
    statusCode,
    ...headersFor(front, headers, cookies),
    ...(front?.front === 'load-balancer' && {
      statusDescription: `${statusCode} ${STATUS_CODES[statusCode] ?? ''}`.trim(),
    }),
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}

function headersFor(
  front: FrontFacts | null,
  headers: Record<string, string>,
  cookies: string[],
): Pick<BufferedResult, 'headers' | 'multiValueHeaders' | 'cookies'> {
  if (front?.front === 'load-balancer') {
    return front.hasHeaderLists
      ? { multiValueHeaders: { ...inLists(headers), ...cookieLists(cookies) } }
      : // Without lists there is room for one.
        { headers: { ...headers, ...(cookies[0] !== undefined && { 'set-cookie': cookies[0] }) } };
  }
  if (cookies.length === 0) return { headers };
  return front?.hasHeaderLists === false
    ? { headers, cookies }
    : { headers, multiValueHeaders: cookieLists(cookies) };
}

function cookieLists(cookies: string[]): Record<string, string[]> {
  return cookies.length > 0 ? { 'set-cookie': cookies } : {};
}

function inLists(headers: Record<string, string>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

/** No type is an empty body, which is a text. */
function isTextType(type: string | null): boolean {
  return type === null || /^(text\/|application\/([\w.+-]+\+)?json\b)/i.test(type);
}
