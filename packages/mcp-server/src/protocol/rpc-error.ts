import { SpendError } from '@bedrock-spend/core';

import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { inToolTerms } from '../tools/reading/in-tool-terms.ts';

/** The two families of protocol versions: with sessions, and stateless (2026-07-28). */
export type Era = 'session' | 'stateless';

const invalidParamsCode = -32602;
const resourceNotFoundCode = -32002;
const internalErrorCode = -32603;

/**
 * What the catalog has thrown, as the JSON-RPC error that the client gets. A bug stays as it is: the
 * server answers it without a word of what happened.
 */
export function rpcError(error: unknown, era: Era): unknown {
  if (error instanceof NotOfferedError) {
    const isLost = error.kind === 'resource' && era === 'session';
    return withCode(isLost ? resourceNotFoundCode : invalidParamsCode, error.message);
  }
  if (!SpendError.isInstance(error)) return error;
  const isMendable = error.code.startsWith('INVALID_');
  return withCode(isMendable ? invalidParamsCode : internalErrorCode, inToolTerms(error.message));
}

export function invalidParams(message: string): Error {
  return withCode(invalidParamsCode, message);
}

/** Not the SDK's McpError: that one writes its code into the message, and clients do so once more. */
function withCode(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}
