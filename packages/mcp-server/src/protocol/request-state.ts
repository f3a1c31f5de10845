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
 * @param keys of at least 32 bytes each, known to all instances that may serve the next round. The
 *   first one signs, all verify.
 */
export function requestStateCodec(
  keys: readonly [Uint8Array, ...Uint8Array[]],
): RequestStateCodec<RequestState> {
  const [first, ...older] = keys;
  const signing = codecOf(first);
  const verifying = [signing, ...older.map(codecOf)];
  return {
    mint: (payload, context) => signing.mint(payload, context),
    async verify(state, context) {
      const tried = await Promise.allSettled(
        verifying.map(async (codec) => codec.verify(state, context)),
      );
      const right = tried.find(({ status }) => status === 'fulfilled') ?? tried[0];
      if (right?.status === 'fulfilled') return right.value;
      throw right?.reason;
    },
  };
}

function codecOf(key: Uint8Array): RequestStateCodec<RequestState> {
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
