import pRetry from 'p-retry';
import { awsError, cancelledCall, type AwsCall } from './aws-error.ts';
import { awsErrorKind } from './aws-error-kind.ts';
import { awsErrorName } from './aws-error-name.ts';
import { wait as waitByTimer, type Wait } from './wait.ts';

export interface RetryOptions {
  /** For the sentence of the error when nothing helps. */
  call: AwsCall;
  signal?: AbortSignal | undefined;
  wait?: Wait | undefined;
  /** From 0 up to and without 1. Default: `Math.random`. */
  random?: (() => number) | undefined;
  /** How long to wait in all. Default: a minute. */
  longestMs?: number | undefined;
}

const firstWaitMs = 200;
const longestWaitMs = 10_000;
// More than a minute of waiting needs: it is the waiting that ends the tries.
const mostRetries = 100;
// A host that is not there seldom comes while one waits, and one that does not answer is waited for long enough.
const fewRetries = 3;
const hopeless: ReadonlySet<string> = new Set(['ENOTFOUND', 'ECONNREFUSED', 'TimeoutError']);

/**
 * Makes a call to AWS again while it may help: when it was throttled, when the service or the
 * connection failed, also in the middle of an answer. Waits by a random part of a time that doubles,
 * so that callers who were throttled together do not come back together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 * @throws SpendError what `awsError` makes of the last error, for any error of AWS.
 */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  { call, signal, wait = waitByTimer, random = Math.random, longestMs = 60_000 }: RetryOptions,
): Promise<T> {
  let waitedMs = 0;
  try {
    return await pRetry(attempt, {
      retries: mostRetries,
      minTimeout: 0,
      signal,
      shouldRetry: async ({ error, attemptNumber }) => {
        if (attemptNumber > mostRetriesOf(error) || waitedMs >= longestMs) return false;
        const mostMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attemptNumber - 1));
        const waitMs = Math.ceil(random() * mostMs);
        waitedMs += waitMs;
        await wait(waitMs, signal);
        return true;
      },
    });
  } catch (error) {
    if (signal?.aborted === true) throw cancelledCall(call, signal.reason);
    throw awsError(error, call);
  }
}

/** How often the same call may be made again after this. */
function mostRetriesOf(error: Error): number {
  switch (awsErrorKind(error)) {
    case 'throttled':
    case 'outage':
    case 'network':
    case 'no-host':
      return hopeless.has(awsErrorName(error)) ? fewRetries : mostRetries;
    case 'foreign-answer':
      return fewRetries;
    default:
      // The SDK has learned from the answer how wrong this computer's clock is.
      return isClockCorrected(error) ? 1 : 0;
  }
}

function isClockCorrected(error: Error): boolean {
  if (!('$metadata' in error)) return false;
  return (error.$metadata as { clockSkewCorrected?: boolean }).clockSkewCorrected === true;
}
