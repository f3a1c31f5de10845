import { expect, test } from 'vitest';
import { checkBorders } from './check-borders.ts';
import { checkEquality } from './check-equality.ts';
import { handMadeLines } from './hand-made-lines.ts';

test('hand-made lines are valid JSON', () => {
  const lines = handMadeLines();
  expect(lines.length).toBeGreaterThan(60);
  expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
});

test('what the scanner takes equals what JSON.parse gives, at every place of a chunk', () => {
  const { different, example, lines, fallbacks } = checkEquality({ seed: 11, count: 1_000 });
  expect({ different, example }).toEqual({ different: 0, example: null });
  expect(fallbacks).toBeLessThan(lines);
});

test('a log that is cut in two chunks, at whatever byte, holds the same invocations', async () => {
  const { cases, different } = await checkBorders({ seed: 12, count: 1 });
  expect(cases).toBeGreaterThan(1_000);
  expect(different).toBe(0);
});
