import { SpendError } from '@bedrock-spend/core';
import type { Logger } from 'pino';

import { faultOf } from '../catalog/fault-of.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { inToolTerms } from '../tools/reading/in-tool-terms.ts';

/** The two families of protocol versions: with sessions, and stateless (2026-07-28). */
export type Era = 'session' | 'stateless';

const invalidParamsCode = -32602;
const resourceNotFoundCode = -32002;
const internalErrorCode = -32603;

/**
 * What the catalog has thrown, as the JSON-RPC error that the client gets. A bug is logged, and answered
 * without a word of what happened: the SDKs would send its message.
 */
export function rpcError(error: unknown, { era, logger }: { era: Era; logger: Logger }): Error {
  if (error instanceof NotOfferedError) {
    const isLost = error.kind === 'resource' && era === 'session';
    const code = isLost ? resourceNotFoundCode : invalidParamsCode;
    return Object.assign(withCode(code, error.message), { data: error.data });
  }
  if (SpendError.isInstance(error)) {
    const isMendable = error.code.startsWith('INVALID_');
    return withCode(isMendable ? invalidParamsCode : internalErrorCode, inToolTerms(error.message));
  }
  logger.error({ fault: faultOf(error) }, 'a request failed through a bug');
  return withCode(internalErrorCode, 'This failed through a fault in the server.');
}

export function invalidParams(message: string): Error {
  return withCode(invalidParamsCode, message);
}

/** Not the SDK's McpError: that one writes its code into the message, and clients do so once more. */
function withCode(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
