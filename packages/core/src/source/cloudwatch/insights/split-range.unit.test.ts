import fc from 'fast-check';
import { expect, test } from 'vitest';

import { splitRange } from './split-range.ts';

const hourMs = 3_600_000;

test('Halves make up the range, and meet at the border of a bucket while there is one between', () => {
  const times = fc.integer({ min: 0, max: 40 * 24 * 60 });
  fc.assert(
    fc.property(
      times,
      times,
      fc.constantFrom(24 * hourMs, hourMs, hourMs / 4),
      (a, b, bucketMs) => {
        const startMs = Math.min(a, b) * 60_000;
        const endMs = (Math.max(a, b) + 1) * 60_000;
        const [first, second] = splitRange({ startMs, endMs }, bucketMs) ?? [];
        expect(first?.startMs).toBe(startMs);
        expect(first?.endMs).toBe(second?.startMs);
        expect(second?.endMs).toBe(endMs);
        const border = second?.startMs ?? 0;
        expect(border).toBeGreaterThan(startMs);
        expect(border).toBeLessThan(endMs);
        const nextBorder = Math.floor(startMs / bucketMs) * bucketMs + bucketMs;
        expect(border % (nextBorder < endMs ? bucketMs : 1000)).toBe(0);
      },
    ),
  );
});

test('A second is not split', () => {
  expect(splitRange({ startMs: 5000, endMs: 6000 }, hourMs)).toBeNull();
  expect(splitRange({ startMs: 5000, endMs: 7000 }, hourMs)).toEqual([
    { startMs: 5000, endMs: 6000 },
    { startMs: 6000, endMs: 7000 },
  ]);
});

test('Splitting comes to an end', () => {
  let range = { startMs: 0, endMs: 90 * 24 * hourMs };
  let splits = 0;
  for (let halves = splitRange(range, 24 * hourMs); halves !== null; splits += 1) {
    range = halves[1];
    halves = splitRange(range, 24 * hourMs);
  }
  expect(range.endMs - range.startMs).toBe(1000);
  expect(splits).toBeLessThan(30);
});
