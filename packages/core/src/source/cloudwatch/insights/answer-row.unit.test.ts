import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { answerRow, callsIn, exactCount, sumIn, timeIn } from './answer-row.ts';

describe('A count is read exactly or not at all', () => {
  test('whichever way it is written', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (count) => {
        expect(exactCount(String(count))).toBe(count);
        expect(exactCount(`${count}.0`)).toBe(count);
        expect(exactCount(count.toExponential().replace('e', 'E'))).toBe(count);
      }),
    );
  });

  test.each(['', ' ', '-1', '0.5', '1e-3', '9007199254740992', 'NaN', 'Infinity', '0x10', '1,000'])(
    '%j is none',
    (text) => {
      expect(exactCount(text)).toBeNull();
    },
  );
});

test('A row lacks what AWS leaves out of it and what it gives as an empty text', () => {
  const row = answerRow([
    { field: 'requests', value: '3' },
    { field: 'caller', value: '' },
    { field: 'tier' },
  ]);
  expect([...row]).toEqual([['requests', '3']]);
});

test('A missing sum is 0, and a missing number of calls fails the query', () => {
  const row = answerRow([{ field: 'sum_input', value: '1.5' }]);
  expect(sumIn(row, 'sum_read')).toBe(0);
  expect(sumIn(row, 'sum_input')).toBeNull();
  expect(() => callsIn(row, 'requests')).toThrow(
    expect.objectContaining({
      code: 'QUERY_FAILED',
      message: expect.stringContaining('(requests is missing): use --engine filter'),
    }),
  );
  expect(() => callsIn(row, 'sum_input')).toThrow(/\(sum_input is no count\)/);
});

test('The time of a bucket is UTC', () => {
  const row = answerRow([
    { field: 'bucket', value: '2026-05-01 13:00:00.000' },
    { field: 'other', value: '1777593600000' },
  ]);
  expect(timeIn(row, 'bucket')).toBe(Date.parse('2026-05-01T13:00:00Z'));
  expect(() => timeIn(row, 'other')).toThrow(/\(other is no time\)/);
  expect(() => timeIn(row, 'missing')).toThrow(/\(missing is no time\)/);
});
