import { setTimeout as sleep } from 'node:timers/promises';

/** Waits between attempts to reach a server again: about 12 s in all, the time of a restart. */
export const reconnectDelaysMs: readonly number[] = [0, 250, 500, 1000, 2000, 4000, 4000];

export interface BackoffOptions {
  delaysMs: readonly number[];
  /** Whether waiting may help against this error. */
  retryable: (error: unknown) => boolean;
  signal: AbortSignal | undefined;
}

/** Tries until it works, the delays are used up, or the error is one that waiting does not cure. */
export async function withBackoff<T>(
  attempt: () => Promise<T>,
  { delaysMs, retryable, signal }: BackoffOptions,
): Promise<T> {
  let lastError: unknown;
  for (const delayMs of delaysMs) {
    await sleep(delayMs, undefined, signal === undefined ? {} : { signal });
    try {
      return await attempt();
    } catch (error) {
      if (!retryable(error)) throw error;
      lastError = error;
    }
  }
  throw lastError;
}
