import PQueue from 'p-queue';
import { wait as waitByTimer, type Wait } from './wait.ts';

/** Lets calls start one after the other, as fast as a quota of AWS allows. */
export interface CallLimiter {
  readonly callsPerSecond: number;
  /** Resolves when the next call may start; in the order of asking. Rejects when the signal says so. */
  start(signal?: AbortSignal): Promise<void>;
}

export interface CallLimiterOptions {
  callsPerSecond: number;
  /** Milliseconds that never run backwards. Default: `performance.now`. */
  clock?: (() => number) | undefined;
  wait?: Wait | undefined;
}

// The network brings one call later than another. What starts a second apart here may arrive closer.
const secondMs = 1020;
// After a burst, calls keep nearly even distances: AWS sees no second burst, whatever the network does,
// and a start that came late is caught up with.
const evenness = 0.85;

/**
 * A limiter for all callers that share a quota. After a pause, a second's worth of calls starts at
 * once; then they follow at even distances. No second has more starts than the quota, and 98 % of it
 * are used.
 */
export function createCallLimiter({
  callsPerSecond,
  clock = () => performance.now(),
  wait = waitByTimer,
}: CallLimiterOptions): CallLimiter {
  const queue = new PQueue({ concurrency: 1 });
  const burst = Math.max(1, Math.floor(callsPerSecond));
  const windowMs = (secondMs * burst) / callsPerSecond;
  const gapMs = (evenness * windowMs) / burst;
  let starts: number[] = [];

  function earliestStart(nowMs: number): number {
    starts = starts.filter((startMs) => startMs > nowMs - 2 * windowMs);
    const last = starts.at(-1);
    if (last === undefined || starts.length < burst) return nowMs;
    const leaving = starts.at(-burst) ?? nowMs;
    return Math.max(nowMs, leaving + windowMs, last + gapMs);
  }

  return {
    callsPerSecond,
    async start(signal) {
      await queue.add(
        async () => {
          for (;;) {
            const nowMs = clock();
            const startMs = earliestStart(nowMs);
            if (startMs <= nowMs) break;
            await wait(Math.ceil(startMs - nowMs), signal);
          }
          signal?.throwIfAborted();
          starts.push(clock());
        },
        signal === undefined ? {} : { signal },
      );
    },
  };
}
