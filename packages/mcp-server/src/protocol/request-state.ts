import { createHash } from 'node:crypto';

import {
  createRequestStateCodec,
  type RequestStateCodec,
  type ServerContext,
} from '@modelcontextprotocol/server';

import type { Answers } from './stateless-rounds.ts';

/** What a client brings back in the next round of a request, signed by us. */
export interface RequestState {
  /** The request that it belongs to. */
  request: string;
  answers: Answers;
}

/**
 * Signs what goes through the client between two rounds, for this caller and method alone and for ten
 * minutes: people take their time to answer.
 *
 * @param key at least 32 bytes, the same on all instances that may serve the next round.
 */
export function requestStateCodec(key: Uint8Array): RequestStateCodec<RequestState> {
  return createRequestStateCodec<RequestState>({
    key,
    bind: ({ mcpReq, http }: ServerContext) =>
      JSON.stringify([mcpReq.method, http?.authInfo?.clientId ?? null]),
  });
}

/** Stands for a request: answers that belong to one must not be brought to another. */
export function digestOf(params: object): string {
  return createHash('sha256').update(JSON.stringify(params, sorted)).digest('base64url');
}

/** Clients may write the same object in another order. */
function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
