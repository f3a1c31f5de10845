import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { connectionLost } from './answering-transport.ts';

/**
 * Why a call failed, where a new session may help. `not-delivered`: the server has not seen the
 * call, so repeating it is always safe. `answer-lost`: it may have run.
 */
export type ConnectionLoss = 'not-delivered' | 'answer-lost';

const refusedCodes = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What kind of loss an error is, `null` when the connection is not to blame. */
export function connectionLoss(error: unknown): ConnectionLoss | null {
  if (error instanceof StreamableHTTPError) return refused(error) ? 'not-delivered' : null;
  if (error instanceof McpError) return error.data === connectionLost ? 'answer-lost' : null;
  const code = networkCode(error);
  if (code === null) return null;
  return refusedCodes.has(code) ? 'not-delivered' : 'answer-lost';
}

/** The code of a failed fetch: `ECONNREFUSED`; `null` when it is another kind of error. */
export function networkCode(error: unknown): string | null {
  if (!(error instanceof TypeError) || !(error.cause instanceof Error)) return null;
  const { cause } = error;
  // A name with several addresses fails with one error for each.
  const inner: unknown = cause instanceof AggregateError ? cause.errors[0] : cause;
  const code = inner instanceof Error && 'code' in inner ? inner.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/**
 * 404 by the specification; servers built after the SDK's early examples say 400 and name the
 * session; 503 is a server that shuts down to be started again.
 */
function refused({ code, message }: StreamableHTTPError): boolean {
  return code === 404 || code === 503 || (code === 400 && /session|not initialized/i.test(message));
}
