import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Takes so many of what a caller may have in a minute; milliseconds to wait where that is too many. */
export type MinuteLimit = (subject: string, amount: number) => Promise<number | null>;

/** Counts in this process. A caller's count is forgotten a minute after it began. */
export function minuteLimit(amountPerMinute: number): MinuteLimit {
  const limiter = new RateLimiterMemory({ points: amountPerMinute, duration: 60 });
  return async (subject, amount) => {
    try {
      await limiter.consume(subject, amount);
      return null;
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      return error.msBeforeNext;
    }
  };
}
