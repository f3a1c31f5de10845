import { setTimeout as delay } from 'node:timers/promises';

/** Waits; rejects at once with the signal's reason when it says so. */
export type Wait = (durationMs: number, signal: AbortSignal | undefined) => Promise<void>;

/** Waits by the timers of Node. */
export const wait: Wait = async (durationMs, signal) => {
  try {
    await delay(durationMs, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
};
