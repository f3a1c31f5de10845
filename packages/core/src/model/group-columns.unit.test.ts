import { expect, test } from 'vitest';

import { groupColumns } from './group-columns.ts';
import { resolveQuery } from '../query/resolve-query.ts';

const now = new Date('2026-05-20T12:00:00Z');
const minuteMs = 60_000;

async function bucketMinutes(timeZone: string): Promise<number> {
  return groupColumns(await resolveQuery({ timeZone }, { now })).bucketMs / minuteMs;
}

test.each([
  ['UTC', 24 * 60],
  ['Europe/Berlin', 60],
  ['Asia/Kolkata', 15],
  ['Australia/Lord_Howe', 15],
  ['Pacific/Chatham', 15],
  ['+05:30', 15],
  ['-03:17', 1],
])('calls in %s are added up in buckets of %i minutes', async (timeZone, minutes) => {
  expect(await bucketMinutes(timeZone)).toBe(minutes);
});

test.each(['Europe/Berlin', 'Asia/Kathmandu', 'Australia/Lord_Howe', '+05:17', '-00:01'])(
  'every day of %s begins with a bucket',
  async (timeZone) => {
    for (const month of ['2026-03', '2026-04', '2026-10']) {
      const query = await resolveQuery({ timeZone, month }, { now });
      const { bucketMs } = groupColumns(query);
      expect(query.window.startMs % bucketMs).toBe(0);
      expect(query.window.endMs % bucketMs).toBe(0);
    }
  },
);
