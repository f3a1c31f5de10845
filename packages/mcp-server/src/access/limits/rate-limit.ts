import type { Caller } from '../caller.ts';

/** Takes so many messages of a caller; tells when to come back where that is more than the caller may send. */
export type RateLimit = (
  caller: Caller,
  messages: number,
) => Promise<{ retryAfterSeconds: number } | null>;

const minuteSeconds = 60;

/**
 * Counts in this process: what a shared count would add is not worth asking a store for each message.
 * A caller's count is forgotten a minute after it began.
 */
export function createRateLimit(requestsPerMinute: number | undefined): RateLimit {
  if (requestsPerMinute === undefined) return async () => null;
  // Many kinds of counters come with it, so a server that limits nobody does not load it.
  const loading = import('rate-limiter-flexible').then(({ RateLimiterMemory, RateLimiterRes }) => {
    const limit = { points: requestsPerMinute, duration: minuteSeconds };
    return { limiter: new RateLimiterMemory(limit), RateLimiterRes };
  });
  return async ({ subject }, messages) => {
    const { limiter, RateLimiterRes } = await loading;
    try {
      await limiter.consume(subject, messages);
      return null;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return { retryAfterSeconds: Math.max(1, Math.ceil(error.msBeforeNext / 1000)) };
    }
  };
}
