import type { LogSource } from '@bedrock-spend/core';

import type { SessionStore } from '../sessions/session-store.ts';
import type { Part } from './readiness.ts';

export interface CheckedParts {
  source: LogSource;
  store: SessionStore;
}

/** What has to be well for calls to be answered. */
export function partsToCheck({ source, store }: CheckedParts): Record<string, Part> {
  return {
    store: {
      check: () => store.check(),
      holdsMs: 5000,
      ok: 'The store of sessions answers.',
      failed: "The store of sessions cannot be used; the server's log says why.",
    },
    ...(source.check !== undefined && {
      source: {
        check: async () => source.check?.(),
        holdsMs: 60_000,
        ok: 'The invocation logs can be read.',
        failed: "The invocation logs cannot be read; the server's log says why.",
      },
    }),
  };
}
