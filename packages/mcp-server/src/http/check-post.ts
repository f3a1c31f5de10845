import { isJsonContentType } from '@modelcontextprotocol/sdk/shared/mediaType.js';
import { SUPPORTED_PROTOCOL_VERSIONS } from '@modelcontextprotocol/sdk/types.js';

import type { HttpError } from './json-rpc-error.ts';
import { refusals } from './refusals.ts';

/** What is wrong with the headers of a POST; `null` for nothing. */
export function checkPost({ headers }: Request): HttpError | null {
  const accept = headers.get('accept') ?? '';
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) {
    return refusals.notAcceptable;
  }
  return isJsonContentType(headers.get('content-type')) ? null : refusals.wrongType;
}

/** Refuses a protocol version that has no sessions, or that nobody knows; older clients send none. */
export function checkVersion({ headers }: Request): HttpError | null {
  const version = headers.get('mcp-protocol-version');
  const isKnown = version === null || SUPPORTED_PROTOCOL_VERSIONS.includes(version);
  return isKnown ? null : refusals.unknownVersion(SUPPORTED_PROTOCOL_VERSIONS);
}
