import { describe, expect, test } from 'vitest';
import type { Period } from '../language/syntax-tree.ts';
import { dateCeiling, dateFloor, printTimestamp } from './calendar.ts';

const at = Date.parse('2026-05-13T10:17:42.123Z');
const cases: [number, Period['unit'], string, string][] = [
  [100, 'millisecond', '2026-05-13 10:17:42.100', '2026-05-13 10:17:42.200'],
  [30, 'second', '2026-05-13 10:17:30.000', '2026-05-13 10:18:00.000'],
  [5, 'minute', '2026-05-13 10:15:00.000', '2026-05-13 10:20:00.000'],
  [1, 'hour', '2026-05-13 10:00:00.000', '2026-05-13 11:00:00.000'],
  [1, 'day', '2026-05-13 00:00:00.000', '2026-05-14 00:00:00.000'],
  [1, 'week', '2026-05-11 00:00:00.000', '2026-05-18 00:00:00.000'],
  [1, 'month', '2026-05-01 00:00:00.000', '2026-06-01 00:00:00.000'],
  [1, 'quarter', '2026-04-01 00:00:00.000', '2026-07-01 00:00:00.000'],
  [1, 'year', '2026-01-01 00:00:00.000', '2027-01-01 00:00:00.000'],
];

describe('dateFloor and dateCeiling', () => {
  test.each(cases)('a period of %i %s begins and ends in UTC', (amount, unit, floor, ceiling) => {
    const period = { amount, unit };
    expect(printTimestamp(dateFloor(at, period))).toBe(floor);
    expect(printTimestamp(dateCeiling(at, period))).toBe(ceiling);
    expect(dateCeiling(dateFloor(at, period), period)).toBe(dateFloor(at, period));
  });
});
