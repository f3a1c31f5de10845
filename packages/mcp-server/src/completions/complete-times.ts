import { resolveQuery } from '@bedrock-spend/core';

import type { Complete } from './complete.ts';
import { propose } from './propose.ts';

/** Numbers of days that people ask for. */
export const completeDays: Complete = async (typed) =>
  propose(typed, ['7', '30', '90', '1', '14', '60', '365']);

/** The months of the past year, the latest first. */
export const completeMonth: Complete = async (typed, _siblings, { services }) => {
  const { timeZone } = services.defaults;
  const now = services.now();
  const today = await resolveQuery({ days: 1, timeZone }, { now });
  const months = [today.window.until.slice(0, 7)];
  while (months.length < 12) months.push(await monthBefore(months.at(-1) ?? '', now));
  return propose(typed, months);
};

/** The calendar month before this one, both as `YYYY-MM`. */
export async function monthBefore(month: string, now: Date): Promise<string> {
  const { window } = await resolveQuery({ days: 2, until: `${month}-01` }, { now });
  return window.since.slice(0, 7);
}
