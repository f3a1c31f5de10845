import {
  InvalidParameterException,
  LimitExceededException,
  ThrottlingException,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { wait } from './wait.ts';
import { withRetries, type RetryOptions } from './with-retries.ts';

const call = { action: 'logs:StartQuery' };
const $metadata = { httpStatusCode: 400 };

function network(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** Fails with each error in turn, then answers; gives the answer, how often it was asked, and the waits. */
async function run(errors: readonly Error[], options: Partial<RetryOptions> = {}) {
  const waits: number[] = [];
  let attempts = 0;
  const answer = await withRetries(
    async () => {
      const error = errors[attempts++];
      if (error !== undefined) throw error;
      return 'answer';
    },
    {
      call,
      random: () => 0.5,
      wait: async (durationMs) => {
        waits.push(durationMs);
      },
      ...options,
    },
  ).catch((error: unknown) => error);
  return { answer, attempts, waits };
}

const throttled = () => new LimitExceededException({ message: '', $metadata });

test('Waits a random part of a time that doubles up to ten seconds', async () => {
  const { answer, waits } = await run(Array.from({ length: 9 }, throttled));
  expect(answer).toBe('answer');
  expect(waits).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
});

test('Gives up throttling after a minute of waiting, and says so', async () => {
  const { answer, waits } = await run(Array.from({ length: 200 }, throttled));
  expect(answer).toMatchObject({ code: 'THROTTLED' });
  const waitedMs = waits.reduce((sum, waitMs) => sum + waitMs, 0);
  expect(waitedMs).toBeGreaterThanOrEqual(60_000);
  expect(waitedMs).toBeLessThan(70_000);
});

test.each([
  ['an answer that breaks off', network('ECONNRESET')],
  ['a connection that is gone', network('EPIPE')],
  ['throttling by a name of its own', new ThrottlingException({ message: '', $metadata })],
])('Asks again after %s', async (_, error) => {
  expect(await run([error, error])).toMatchObject({ answer: 'answer', attempts: 3 });
});

test.each([
  ['SOURCE_UNREADABLE', network('ENOTFOUND')],
  ['SOURCE_UNREADABLE', network('ECONNREFUSED')],
  ['SOURCE_UNREADABLE', Object.assign(new Error('slow'), { name: 'TimeoutError' })],
])('Asks four times at most where waiting seldom helps: %s, %s', async (code, error) => {
  const result = await run([error, error, error, error, error]);
  expect(result).toMatchObject({ attempts: 4, answer: { code, cause: error } });
});

test('Does not ask again what AWS has refused', async () => {
  const refused = new InvalidParameterException({ message: 'no', $metadata });
  const result = await run([refused]);
  expect(result).toMatchObject({ attempts: 1, answer: { code: 'QUERY_FAILED', cause: refused } });
});

test('Asks once more when the SDK has found out how wrong the clock is', async () => {
  const skewed = Object.assign(new InvalidParameterException({ message: '', $metadata }), {
    name: 'InvalidSignatureException',
    $metadata: { ...$metadata, clockSkewCorrected: true },
  });
  expect(await run([skewed])).toMatchObject({ attempts: 2, answer: 'answer' });
  expect(await run([skewed, skewed])).toMatchObject({
    attempts: 2,
    answer: { code: 'NO_CREDENTIALS' },
  });
});

test('Lets a bug through as it is', async () => {
  const bug = new RangeError('Invalid array length');
  expect(await run([bug])).toMatchObject({ attempts: 1, answer: bug });
});

test('Stops waiting at once when the caller gives up', async () => {
  const gaveUp = new AbortController();
  const { answer, attempts } = await run([throttled(), throttled()], {
    signal: gaveUp.signal,
    wait: async (_, signal) => {
      queueMicrotask(() => {
        gaveUp.abort();
      });
      await wait(3_600_000, signal);
    },
  });
  expect(answer).toMatchObject({ code: 'CANCELLED', cause: gaveUp.signal.reason });
  expect(attempts).toBe(1);
});
