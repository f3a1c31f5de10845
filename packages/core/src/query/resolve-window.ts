import { addDays, countDays, type Calendar } from './calendar.ts';
import { invalidQuery, quoted } from './invalid-query.ts';
import { isDate } from '../model/is-date.ts';
import type { Query, Window } from '../model/query.ts';

const defaultDays = 7;
/** Ten years. A longer window is a mistake in a date. */
const mostDays = 3660;

interface Today {
  calendar: Calendar;
  now: Date;
}

/** The calendar days that a query asks for, and the instants they begin and end at. */
export function resolveWindow(query: Query, { calendar, now }: Today): Window {
  const { since, until, askedAs } = askedDays(query, calendar.today(now));
  const days = countDays(since, until);
  if (days > mostDays) {
    throw invalidQuery(
      `Ask for at most ${mostDays} days: ${since} to ${until} are ${days}; move since or until.`,
    );
  }
  return {
    since,
    until,
    days,
    askedAs,
    startMs: calendar.startOfDayMs(since),
    endMs: calendar.startOfDayMs(addDays(until, 1)),
  };
}

type AskedDays = Pick<Window, 'since' | 'until' | 'askedAs'>;

function askedDays({ days, since, until, month }: Query, today: string): AskedDays {
  if (month !== undefined) {
    if (days !== undefined || since !== undefined || until !== undefined) {
      throw invalidQuery('Give month alone, without days, since or until.');
    }
    return wholeMonth(month);
  }
  const last = until === undefined ? today : checkedDate('until', until);
  if (since === undefined) {
    return { since: addDays(last, 1 - checkedDays(days)), until: last, askedAs: 'days' };
  }
  if (days !== undefined) {
    throw invalidQuery('Give days or since, not both: each says when the window begins.');
  }
  const first = checkedDate('since', since);
  if (first > last) {
    const end = until === undefined ? `until, which is today, ${last}` : `until, ${last}`;
    throw invalidQuery(`Give a since that is not after ${end}; since is ${first}.`);
  }
  return { since: first, until: last, askedAs: 'dates' };
}

function checkedDays(days: number | undefined): number {
  if (days === undefined) return defaultDays;
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw invalidQuery(
      `Give days as a whole number from 1 to ${mostDays}, not ${typeof days === 'number' ? days : quoted(days)}.`,
    );
  }
  return days;
}

function checkedDate(name: 'since' | 'until', date: string): string {
  if (!isDate(date)) {
    throw invalidQuery(
      `Give ${name} as a date of the calendar, YYYY-MM-DD, such as 2025-04-22, not ${quoted(date)}.`,
    );
  }
  return date;
}

function wholeMonth(month: string): AskedDays {
  const first = `${month}-01`;
  if (!isDate(first)) {
    throw invalidQuery(`Give month as YYYY-MM, such as 2025-04, not ${quoted(month)}.`);
  }
  const [year = 0, monthOfYear = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, monthOfYear, 0)).toISOString().slice(0, 10);
  return { since: first, until: last, askedAs: 'dates' };
}
