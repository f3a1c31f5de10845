import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SpendError } from '../errors.ts';
import { resolveQuery } from './resolve-query.ts';
import type { Query } from '../model/query.ts';

const now = new Date('2026-11-22T23:30:00Z');
const resolve = (query: unknown) => resolveQuery(query as Query, { now });

async function hoursInBerlin(day: string): Promise<number> {
  const { window } = await resolve({ since: day, until: day, timeZone: 'Europe/Berlin' });
  return (window.endMs - window.startMs) / 3_600_000;
}

async function refusal(query: unknown): Promise<string> {
  const error: unknown = await resolve(query).then(
    () => null,
    (error: unknown) => error,
  );
  expect(SpendError.isInstance(error) && error.code).toBe('INVALID_QUERY');
  return (error as SpendError).message;
}

describe('The window', () => {
  test('is the seven days that end today where nothing is asked for', async () => {
    const { window } = await resolve({});
    expect(window).toEqual({
      since: '2026-11-16',
      until: '2026-11-22',
      days: 7,
      askedAs: 'days',
      startMs: Date.parse('2026-11-16T00:00:00Z'),
      endMs: Date.parse('2026-11-23T00:00:00Z'),
    });
  });

  test('of a number of days ends with until, both ends counted', async () => {
    const { window } = await resolve({ days: 17, until: '2025-04-22' });
    expect(window).toMatchObject({ since: '2025-04-06', until: '2025-04-22', days: 17 });
    expect(window.endMs - window.startMs).toBe(17 * 86_400_000);
  });

  test('of one day is that day', async () => {
    const { window } = await resolve({ days: 1, until: '2024-02-29' });
    expect(window).toMatchObject({ since: '2024-02-29', until: '2024-02-29', days: 1 });
  });

  test('from since ends today, and is asked for as dates', async () => {
    const { window } = await resolve({ since: '2026-11-20' });
    expect(window).toMatchObject({ until: '2026-11-22', days: 3, askedAs: 'dates' });
  });

  test('may be a single date', async () => {
    const { window } = await resolve({ since: '2025-04-22', until: '2025-04-22' });
    expect(window).toMatchObject({ days: 1 });
  });

  test.each([
    ['2024-02', '2024-02-29', 29],
    ['2025-02', '2025-02-28', 28],
    ['2025-12', '2025-12-31', 31],
  ])('of month %s ends on %s', async (month, until, days) => {
    const { window } = await resolve({ month });
    expect(window).toMatchObject({ since: `${month}-01`, until, days, askedAs: 'dates' });
  });

  test('takes today from the time zone', async () => {
    const { window } = await resolve({ days: 1, timeZone: 'Asia/Kolkata' });
    expect(window).toMatchObject({
      until: '2026-11-23',
      startMs: Date.parse('2026-11-22T18:30:00Z'),
      endMs: Date.parse('2026-11-23T18:30:00Z'),
    });
  });

  test('has an hour less when the clocks go forward and one more when they go back', async () => {
    expect(await hoursInBerlin('2026-03-28')).toBe(24);
    expect(await hoursInBerlin('2026-03-29')).toBe(23);
    expect(await hoursInBerlin('2026-10-25')).toBe(25);
  });

  test('begins with the day where the clocks skip midnight', async () => {
    const { window } = await resolve({
      since: '2018-11-04',
      until: '2018-11-04',
      timeZone: 'America/Sao_Paulo',
    });
    expect(window.startMs).toBe(Date.parse('2018-11-04T03:00:00Z'));
    expect(window.endMs).toBe(Date.parse('2018-11-05T02:00:00Z'));
  });

  test('of consecutive windows leaves no instant out and has none twice, in any zone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Apia', '+05:45'),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2035-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 400 }),
        async (timeZone, date, days) => {
          const until = date.toISOString().slice(0, 10);
          const { window } = await resolve({ days, until, timeZone });
          const dayBefore = new Date(Date.parse(window.since) - 86_400_000);
          const before = await resolve({ until: dayBefore.toISOString().slice(0, 10), timeZone });
          expect(before.window.endMs).toBe(window.startMs);
          expect(window.endMs).toBeGreaterThan(window.startMs);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('Defaults', () => {
  test('are all regions and accounts, UTC, and the usual sections', async () => {
    expect(await resolve({})).toMatchObject({
      timeZone: 'UTC',
      regions: [],
      accounts: [],
      groupBy: ['day', 'region', 'model', 'principal'],
      where: [],
      deduplicate: false,
    });
  });

  test('stand for properties that are present and undefined', async () => {
    const absent = await resolve({});
    expect(await resolve({ days: undefined, timeZone: undefined, where: undefined })).toEqual(
      absent,
    );
  });

  test('give way to what is asked for, each name once', async () => {
    const query = {
      regions: ['us-west-2', 'us-east-1', 'us-west-2'],
      accounts: ['222222222222', '111111111111'],
      groupBy: ['person', 'requestMetadata.team', 'person'],
      where: [{ dimension: 'model', values: ['nova-pro-v1:0'] }],
      deduplicate: true,
      timeZone: 'utc',
    };
    expect(await resolve(query)).toMatchObject({
      regions: ['us-east-1', 'us-west-2'],
      accounts: ['111111111111', '222222222222'],
      groupBy: ['person', 'requestMetadata.team'],
      where: [{ dimension: 'model', values: ['nova-pro-v1:0'], negated: false }],
      deduplicate: true,
      timeZone: 'UTC',
    });
  });

  test('count the word all as every region', async () => {
    expect((await resolve({ regions: ['all'] })).regions).toEqual([]);
  });

  test.each(['us-gov-west-1', 'eusc-de-east-1', 'ap-southeast-4', 'us-isob-east-1'])(
    'take the region %s',
    async (region) => {
      expect((await resolve({ regions: [region] })).regions).toEqual([region]);
    },
  );
});

describe('A query is refused with what to write instead', () => {
  test.each([
    [{ days: 0 }, 'Give days as a whole number from 1 to 3660, not 0.'],
    [{ days: -7 }, 'Give days as a whole number from 1 to 3660, not -7.'],
    [{ days: 1.5 }, 'Give days as a whole number from 1 to 3660, not 1.5.'],
    [{ days: 3661 }, 'Give days as a whole number from 1 to 3660, not 3661.'],
    [{ days: Number.NaN }, 'Give days as a whole number from 1 to 3660, not NaN.'],
    [{ days: '7' }, 'Give days as a whole number from 1 to 3660, not "7".'],
    [
      { since: '2025-04-22', until: '2025-04-06' },
      'Give a since that is not after until, 2025-04-06; since is 2025-04-22.',
    ],
    [
      { since: '2026-11-23' },
      'Give a since that is not after until, which is today, 2026-11-22; since is 2026-11-23.',
    ],
    [
      { since: '2025-02-30' },
      'Give since as a date of the calendar, YYYY-MM-DD, such as 2025-04-22, not "2025-02-30".',
    ],
    [
      { until: '22.4.2025' },
      'Give until as a date of the calendar, YYYY-MM-DD, such as 2025-04-22, not "22.4.2025".',
    ],
    [
      { until: '2025-04-22\u001b[2J' },
      'Give until as a date of the calendar, YYYY-MM-DD, such as 2025-04-22, not "2025-04-22\\u001b[2J".',
    ],
    [
      { since: '2010-01-01', until: '2025-01-01' },
      'Ask for at most 3660 days: 2010-01-01 to 2025-01-01 are 5480; move since or until.',
    ],
    [
      { days: 7, since: '2025-04-06' },
      'Give days or since, not both: each says when the window begins.',
    ],
    [{ month: '2025-13' }, 'Give month as YYYY-MM, such as 2025-04, not "2025-13".'],
    [{ month: '2025-4' }, 'Give month as YYYY-MM, such as 2025-04, not "2025-4".'],
    [{ month: '2025-04', days: 7 }, 'Give month alone, without days, since or until.'],
    [{ month: '2025-04', since: '2025-04-01' }, 'Give month alone, without days, since or until.'],
    [{ month: '2025-04', until: '2025-04-01' }, 'Give month alone, without days, since or until.'],
    [
      { timeZone: 'Europe/Berln' },
      'There is no time zone "Europe/Berln"; did you mean Europe/Berlin?',
    ],
    [
      { timeZone: 'Middle-earth/Mordor' },
      'Give timeZone as an IANA name such as Europe/Berlin; "Middle-earth/Mordor" is none.',
    ],
    [{ timeZone: 2 }, 'Give timeZone as an IANA name such as Europe/Berlin, not 2.'],
    [
      { regions: ['useast1'] },
      'Give a region as AWS writes it, such as us-east-1, or all; "useast1" is none.',
    ],
    [{ regions: ['all', 'us-east-1'] }, 'Give the region all alone, or name the regions you want.'],
    [{ regions: 'us-east-1' }, 'Give regions as a list, not "us-east-1".'],
    [{ accounts: ['1234'] }, 'Give an account as its 12 digits, such as 123456789012, not "1234".'],
    [
      { where: [{ dimension: 'model', values: [] }] },
      'Give the filter on model at least one value.',
    ],
    [
      { where: [{ dimension: 'model', values: [5] }] },
      'Give the values of the filter on model as texts, not 5.',
    ],
    [
      { where: [{ dimension: 'model', values: ['x'], negate: true }] },
      'A filter has no "negate"; it takes dimension, values, negated.',
    ],
    [
      { where: [{ dimension: 'model', values: ['x'], negated: 'no' }] },
      'Give negated of the filter on model as true or false, not "no".',
    ],
    [{ where: [null] }, 'Give a filter as an object with dimension and values, not null.'],
    [
      { where: ['model=x'] },
      'Give a filter as an object with dimension and values, not "model=x".',
    ],
    [{ deduplicate: 'no' }, 'Give deduplicate as true or false, not "no".'],
  ])('%j', async (query, message) => {
    expect(await refusal(query)).toBe(message);
  });

  test.each([
    ['modle', 'model'],
    ['user', 'principal'],
    ['Principal', 'principal'],
    ['requestMetadata', 'requestMetadata.team'],
  ])('a dimension called %s is taken for %s', async (typed, meant) => {
    expect(await refusal({ groupBy: [typed] })).toBe(
      `There is no dimension "${typed}"; did you mean ${meant}? There are day, hour, region, model, principal, account, operation, scope, tier, role, person, applicationInferenceProfile, error or requestMetadata.<key>.`,
    );
  });

  test.each(['constructor', '__proto__'])('a dimension called %s is like none', async (typed) => {
    expect(await refusal({ groupBy: [typed] })).toMatch(
      `There is no dimension "${typed}"; use day,`,
    );
  });

  test('a dimension that is like none is answered with all of them', async () => {
    expect(await refusal({ where: [{ dimension: 'weather', values: ['rain'] }] })).toMatch(
      /^There is no dimension "weather"; use day, hour, .* or requestMetadata\.<key>\.$/,
    );
  });

  test('an unknown property is refused', async () => {
    expect(await refusal({ region: 'us-east-1' })).toBe(
      'A query has no "region"; it takes days, since, until, month, timeZone, regions, accounts, logGroups, groupBy, where, deduplicate.',
    );
  });
});
