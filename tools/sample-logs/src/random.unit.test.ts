import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from './random.ts';

test('the same seed and purpose give the same numbers, on every machine', () => {
  const random = createRandom(1, 'a test');
  const drawn = [random.integer(0, 999), random.integer(0, 999), random.hex(8), random.uuid()];
  expect(drawn).toEqual([681, 681, '97c3689c', 'a946d38e-8bd7-4585-a90c-47b5d59b220a']);
});

test('another purpose gives other numbers', () => {
  expect(createRandom(1, 'one').hex(32)).not.toBe(createRandom(1, 'other').hex(32));
});

test('whole numbers stay within their bounds, both included', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(50), (seed, low, span) => {
      const random = createRandom(seed, 'bounds');
      const drawn = Array.from({ length: 40 }, () => random.integer(low, low + span));
      expect(drawn.filter((value) => value < low || value > low + span)).toEqual([]);
    }),
  );
});

test('log-normal numbers have the median asked for and stay below the largest allowed', () => {
  const random = createRandom(3, 'median');
  const shape = { median: 1_000, sigma: 0.8, atMost: 9_000 };
  const drawn = Array.from({ length: 4_001 }, () => random.logNormal(shape)).toSorted(
    (one, other) => one - other,
  );
  expect(drawn[2_000]).toBeGreaterThan(930);
  expect(drawn[2_000]).toBeLessThan(1_070);
  expect(drawn.at(-1)).toBeLessThanOrEqual(9_000);
});
