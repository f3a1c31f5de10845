import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createUsageMeter } from './usage-plan.ts';

const day = 86_400_000;

test.each([
  ['DAY', Date.UTC(2026, 10, 23, 23, 59), Date.UTC(2026, 10, 24)],
  ['WEEK', Date.UTC(2026, 10, 28, 23, 59), Date.UTC(2026, 10, 29)],
  ['MONTH', Date.UTC(2026, 10, 30, 23, 59), Date.UTC(2026, 11, 1)],
] as const)('A quota by the %s begins anew with it', (period, beforeMs, afterMs) => {
  let nowMs = beforeMs;
  const plan = { ratePerSecond: 10, burst: 10, quota: { limit: 1, period } };
  const meter = createUsageMeter(plan, () => nowMs);
  expect(meter.count('a')).toBe('counted');
  expect(meter.count('a')).toBe('quotaExceeded');
  nowMs = afterMs - 1;
  expect(meter.count('a')).toBe('quotaExceeded');
  nowMs = afterMs;
  expect(meter.count('a')).toBe('counted');
});

test('No key is ever allowed more than its bucket and its quota give', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(3000), { maxLength: 200 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 100 }),
      (pausesMs, ratePerSecond, burst, limit) => {
        let nowMs = 10 * day;
        const plan = { ratePerSecond, burst, quota: { limit, period: 'MONTH' as const } };
        const meter = createUsageMeter(plan, () => nowMs);
        let counted = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          if (meter.count('a') === 'counted') counted += 1;
        }
        const elapsedSeconds = (nowMs - 10 * day) / 1000;
        expect(counted).toBeLessThanOrEqual(limit);
        expect(counted).toBeLessThanOrEqual(burst + elapsedSeconds * ratePerSecond);
        expect(counted).toBeGreaterThanOrEqual(Math.min(pausesMs.length, burst, limit));
      },
    ),
  );
});
