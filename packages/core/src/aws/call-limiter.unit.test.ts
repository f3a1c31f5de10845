import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCallLimiter } from './call-limiter.ts';
import { wait, type Wait } from './wait.ts';

/** Time that passes only while somebody waits, and a little more than asked for, as timers do. */
function createFakeTime(lateMs: () => number = () => 0) {
  let nowMs = 0;
  const wait: Wait = async (durationMs, signal) => {
    signal?.throwIfAborted();
    nowMs += durationMs + lateMs();
  };
  return {
    clock: () => nowMs,
    wait,
    pass(durationMs: number) {
      nowMs += durationMs;
    },
  };
}

interface StartOptions {
  lateMs?: () => number;
  pauseMs?: () => number;
  callsPerSecond?: number;
}

async function startsOf(
  calls: number,
  { lateMs, pauseMs = () => 0, callsPerSecond = 5 }: StartOptions = {},
): Promise<number[]> {
  const time = createFakeTime(lateMs);
  const limiter = createCallLimiter({ callsPerSecond, clock: time.clock, wait: time.wait });
  const starts: number[] = [];
  for (let call = 0; call < calls; call++) {
    time.pass(pauseMs());
    await limiter.start();
    starts.push(time.clock());
  }
  return starts;
}

function mostInASecond(starts: readonly number[]): number {
  return Math.max(
    ...starts.map(
      (startMs) => starts.filter((other) => other >= startMs && other < startMs + 1000).length,
    ),
  );
}

test('A second’s worth of calls starts at once, and the next ones follow at even distances', async () => {
  const starts = await startsOf(11);
  expect(starts.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
  const distances = starts.slice(6).map((startMs, index) => startMs - (starts[index + 5] ?? 0));
  expect(Math.min(...distances)).toBeGreaterThan(160);
});

test('No second ever has more starts than allowed, however late timers and callers are', async () => {
  const delays = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(delays, delays, async (late, pauses) => {
      let waits = 0;
      let calls = 0;
      const starts = await startsOf(60, {
        lateMs: () => late[waits++ % late.length] ?? 0,
        pauseMs: () => pauses[calls++ % pauses.length] ?? 0,
      });
      expect(mostInASecond(starts)).toBeLessThanOrEqual(5);
    }),
    { numRuns: 50 },
  );
});

test('Whoever always has a next call gets 95 % of the rate, though each timer is 15 ms late', async () => {
  const starts = await startsOf(500, { lateMs: () => 15 });
  const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1000;
  expect(500 / seconds).toBeGreaterThanOrEqual(0.95 * 5);
});

test.each([2.5, 1, 0.5, 0.3])(
  'A rate of %d calls a second is kept and used',
  async (callsPerSecond) => {
    const starts = await startsOf(50, { callsPerSecond });
    const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1000;
    expect(50 / seconds).toBeGreaterThanOrEqual(0.95 * callsPerSecond);
    expect(48 / seconds).toBeLessThanOrEqual(callsPerSecond);
  },
);

test('Calls start in the order in which they were asked for', async () => {
  const time = createFakeTime();
  const limiter = createCallLimiter({ callsPerSecond: 5, clock: time.clock, wait: time.wait });
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 12 }, async (_, call) => {
      await limiter.start();
      order.push(call);
    }),
  );
  expect(order).toEqual(Array.from({ length: 12 }, (_, call) => call));
});

test('Who waits for a turn and gives up takes nobody’s turn', async () => {
  const time = createFakeTime();
  const gaveUp = new AbortController();
  const limiter = createCallLimiter({
    callsPerSecond: 1,
    clock: time.clock,
    wait: (durationMs, signal) =>
      signal === undefined ? time.wait(durationMs, signal) : wait(3_600_000, signal),
  });
  await limiter.start();
  const waiting = [limiter.start(gaveUp.signal), limiter.start(gaveUp.signal)];
  gaveUp.abort(new Error('no longer wanted'));
  const answers = await Promise.allSettled(waiting);
  expect(answers.map((answer) => answer.status === 'rejected' && answer.reason)).toEqual([
    gaveUp.signal.reason,
    gaveUp.signal.reason,
  ]);
  await limiter.start();
  expect(time.clock()).toBeLessThan(1100);
});
