import type { Caller } from '../caller.ts';

/** Takes so many messages of a caller; tells when to come back where that is more than the caller may send. */
export type RateLimit = (
  caller: Caller,
  messages: number,
) => Promise<{ retryAfterSeconds: number } | null>;

/** Counts in this process: what a shared count would add is not worth asking a store for each message. */
export function createRateLimit(requestsPerMinute: number | undefined): RateLimit {
  if (requestsPerMinute === undefined) return async () => null;
  // Many kinds of counters come with it, so a server that limits nobody does not load it.
  const loading = import('./minute-limit.ts').then(({ minuteLimit }) =>
    minuteLimit(requestsPerMinute),
  );
  return async ({ subject }, messages) => {
    const limit = await loading;
    const waitMs = await limit(subject, messages);
    return waitMs === null ? null : { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
  };
}
