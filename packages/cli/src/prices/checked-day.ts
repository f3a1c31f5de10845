import { UsageError } from '../usage-error.ts';

/** `--day`, when it is a day of the calendar. */
export function checkedDay(day: string | undefined): string | undefined {
  if (day === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // 2026-02-30 parses as a day in March.
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return day;
  throw new UsageError(`--day takes a day such as 2026-10-31, not '${day}'.`);
}
