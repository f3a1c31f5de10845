import { SpendError } from '@bedrock-spend/core';

import { givenUpSentence, type TimeLimit } from './time-limit.ts';

/**
 * Runs something until it is given up.
 *
 * @throws SpendError `QUERY_FAILED` that says so.
 */
export async function withinTime<Answer>(
  run: (signal: AbortSignal) => Promise<Answer>,
  { signal, timeLimit, what }: { signal: AbortSignal; timeLimit: TimeLimit; what: string },
): Promise<Answer> {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeLimit.durationMs);
  try {
    return await run(AbortSignal.any([signal, limit.signal]));
  } catch (error) {
    if (signal.aborted || !limit.signal.aborted) throw error;
    throw new SpendError('QUERY_FAILED', givenUpSentence(what, timeLimit));
  } finally {
    clearTimeout(timer);
  }
}
