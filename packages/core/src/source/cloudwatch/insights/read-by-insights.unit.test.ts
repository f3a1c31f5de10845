import { expect, test } from 'vitest';

import { isCutOff } from './read-by-insights.ts';

function rowsOf(count: number) {
  return Array.from({ length: count }, () => ({ requests: 2 }));
}

test('An answer of 10,000 rows that lacks calls has been cut off', () => {
  expect(isCutOff({ rows: rowsOf(10_000), recordsMatched: 20_001 })).toBe(true);
  expect(isCutOff({ rows: rowsOf(10_000), recordsMatched: 20_000 })).toBe(false);
});

test('A shorter one has not, whatever AWS counts as a match', () => {
  expect(isCutOff({ rows: rowsOf(9_999), recordsMatched: 1_000_000 })).toBe(false);
});
