import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseTimestamp } from './parse-timestamp.ts';

describe('parseTimestamp', () => {
  test.each([
    ['2026-09-08T12:10:33Z', '2026-09-08T12:10:33.000Z'],
    ['2026-05-02T10:00:07.250Z', '2026-05-02T10:00:07.250Z'],
    ['2026-05-02T10:00:07.2509999Z', '2026-05-02T10:00:07.250Z'],
    ['2026-05-02T10:00:07.2Z', '2026-05-02T10:00:07.200Z'],
    ['2026-09-08T12:10:33+09:00', '2026-09-08T03:10:33.000Z'],
    ['2026-09-08T12:10:33-0330', '2026-09-08T15:40:33.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, instant) => {
    expect(new Date(parseTimestamp(text) ?? Number.NaN).toISOString()).toBe(instant);
  });

  test.each([
    '',
    'yesterday',
    '2026-09-08',
    '2026-09-08T12:10:33',
    '2026-09-08 12:10:33Z',
    '2026-02-30T00:00:00Z',
    '2023-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '2026-01-01T00:00:61Z',
    '2026-01-01T00:00:00+24:00',
    '1969-12-31T23:59:59Z',
    '1970-01-01T00:00:00+01:00',
  ])('does not take %j for a time', (text) => {
    expect(parseTimestamp(text)).toBeNull();
  });

  test('reads every instant from 1970 to 9999 as Date does', () => {
    const instants = fc.date({
      min: new Date('1970-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });

    fc.assert(
      fc.property(instants, (date) => {
        expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
      }),
    );
  });
});
