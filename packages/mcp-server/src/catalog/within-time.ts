import { SpendError } from '@bedrock-spend/core';

/**
 * Runs something until it is given up after so many milliseconds.
 *
 * @throws SpendError `QUERY_FAILED` that says so.
 */
export async function withinTime<Answer>(
  run: (signal: AbortSignal) => Promise<Answer>,
  { signal, limitMs, what }: { signal: AbortSignal; limitMs: number; what: string },
): Promise<Answer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  try {
    return await run(AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (signal.aborted || !limit.signal.aborted) throw error;
    throw new SpendError(
      'QUERY_FAILED',
      `${what} was given up after ${limitMs / 1000} seconds: ask for fewer days or less data.`,
    );
  } finally {
    clearTimeout(timer);
  }
}
