import { expect, it } from 'vitest';

import type { Front } from './events/http-event.ts';
import { timeLeft, waitedSince } from './time-left.ts';

/** What is left of 300 seconds of Lambda's, so long after the beginning. */
function leftAfter(
  passedMs: number,
  {
    front,
    isBuffered = false,
    isLimitGiven = false,
    waitedMs,
  }: { front: Front; isBuffered?: boolean; isLimitGiven?: boolean; waitedMs?: number },
): number {
  let nowMs = 1_000_000;
  const context = {
    awsRequestId: 'a',
    getRemainingTimeInMillis: () => 300_000 - (nowMs - 1_000_000),
  };
  const left = timeLeft({ context, front, waitedMs, isBuffered, isLimitGiven, nowMs: () => nowMs });
  nowMs += passedMs;
  return left();
}

it.each(['rest-api', 'function-url'] as const)(
  'is what Lambda says where the front %s streams',
  (front) => {
    expect(leftAfter(10_000, { front })).toBe(290_000);
  },
);

it('is no more than the 30 seconds of an HTTP API', () => {
  expect(leftAfter(10_000, { front: 'http-api', isBuffered: true, isLimitGiven: true })).toBe(
    20_000,
  );
});

it('is no more than the usual 29 seconds of a REST API that does not stream', () => {
  expect(leftAfter(10_000, { front: 'rest-api', isBuffered: true })).toBe(19_000);
});

it('is no more than the usual 60 seconds in which nothing may come through a load balancer', () => {
  expect(leftAfter(10_000, { front: 'load-balancer', isBuffered: true })).toBe(50_000);
});

it.each(['rest-api', 'load-balancer'] as const)(
  'is what Lambda says where the operator has said how long calls may take, and so raised the limit of the %s',
  (front) => {
    expect(leftAfter(10_000, { front, isBuffered: true, isLimitGiven: true })).toBe(290_000);
  },
);

it('is less by what the front has waited for a start, which is none of the time that Lambda gives', () => {
  const waitedMs = 4000;

  expect(leftAfter(10_000, { front: 'rest-api', isBuffered: true, waitedMs })).toBe(15_000);
  expect(leftAfter(10_000, { front: 'function-url', waitedMs })).toBe(290_000);
});

it.each([
  ['three seconds before', 1_000_000, 3000],
  ['by a clock that is ahead', 1_003_500, 0],
  ['so long before that it must be another clock', 900_000, 0],
  ['nobody knows when', undefined, 0],
])('a request that was taken %s is counted so', (_, takenMs, waitedMs) => {
  expect(waitedSince(takenMs, 1_003_000)).toBe(waitedMs);
});
