import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aggregate, aQuery, callAt, requestsBy } from './aggregate.testing.ts';
import { anInvocation } from '../model/invocation.testing.ts';

describe('Days and hours', () => {
  const year = {
    window: {
      ...aQuery().window,
      startMs: Date.parse('2026-01-01T00:00:00Z'),
      endMs: Date.parse('2027-01-01T00:00:00Z'),
    },
  };

  test('of Berlin follow the clocks of Berlin', () => {
    const facts = { ...year, timeZone: 'Europe/Berlin' };
    const calls = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'];
    expect(
      requestsBy(
        'day',
        calls.map((time) => callAt(time)),
        facts,
      ),
    ).toEqual({
      '2026-03-28': 1,
      '2026-03-29': 1,
      '2026-03-30': 1,
    });
  });

  test('tell the two hours apart that Berlin has when the clocks go back', () => {
    const facts = { ...year, timeZone: 'Europe/Berlin' };
    const calls = ['2026-10-25T00:10:00Z', '2026-10-25T01:10:00Z', '2026-10-25T02:10:00Z'];
    expect(
      requestsBy(
        'hour',
        calls.map((time) => callAt(time)),
        facts,
      ),
    ).toEqual({
      '2026-10-25T02:00+02:00': 1,
      '2026-10-25T02:00+01:00': 1,
      '2026-10-25T03:00+01:00': 1,
    });
  });

  test('of Kolkata begin half past an hour of UTC', () => {
    const facts = { ...year, timeZone: 'Asia/Kolkata' };
    const calls = [callAt('2026-05-02T18:29:59Z'), callAt('2026-05-02T18:30:00Z')];
    expect(requestsBy('day', calls, facts)).toEqual({ '2026-05-02': 1, '2026-05-03': 1 });
    expect(requestsBy('hour', calls, facts)).toEqual({
      '2026-05-02T23:00+05:30': 1,
      '2026-05-03T00:00+05:30': 1,
    });
  });

  test('of London in winter have the offset of UTC', () => {
    const facts = { ...year, timeZone: 'Europe/London' };
    expect(requestsBy('hour', [callAt('2026-01-02T03:04:05Z')], facts)).toEqual({
      '2026-01-02T03:00+00:00': 1,
    });
  });

  test('of UTC are those of the log', () => {
    expect(requestsBy('hour', [callAt('2026-05-02T23:59:59.999Z')])).toEqual({
      '2026-05-02T23:00Z': 1,
    });
  });

  test('keep the UTC day that the price goes by', () => {
    const [row] = aggregate([callAt('2026-05-02T20:00:00Z')], { ...year, timeZone: 'Asia/Tokyo' });
    expect(row).toMatchObject({
      key: { usageDate: '2026-05-02' },
      dimensions: { day: '2026-05-03' },
    });
  });

  test('agree with the clocks of every zone at every quarter hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'America/St_Johns',
        ),
        fc.integer({ min: year.window.startMs, max: year.window.endMs - 1 }),
        (timeZone, timestampMs) => {
          const [row] = aggregate([anInvocation({ timestampMs })], {
            ...year,
            timeZone,
            groupBy: ['day', 'hour'],
          });
          const clock = new Date(timestampMs).toLocaleString('sv-SE', { timeZone });
          expect(row?.dimensions.day).toBe(clock.slice(0, 10));
          const hour = row?.dimensions.hour ?? '';
          expect(hour.slice(0, 13)).toBe(clock.slice(0, 13).replace(' ', 'T'));
          const minutesIntoHour = (timestampMs - Date.parse(hour)) / 60_000;
          expect(minutesIntoHour).toBeGreaterThanOrEqual(0);
          expect(minutesIntoHour).toBeLessThan(60);
        },
      ),
    );
  });
});
