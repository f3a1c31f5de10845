import type { Temporal } from 'temporal-polyfill';

/** Calendar days of one time zone. Dates are `YYYY-MM-DD`. */
export interface Calendar {
  today(now: Date): string;
  /** The instant a day begins at: milliseconds since 1970-01-01 UTC. Not always midnight. */
  startOfDayMs(date: string): number;
}

export const dayMs = 86_400_000;

/** Loads Temporal only for other zones than UTC: it takes as long to load as Node takes to start. */
export async function loadCalendar(timeZone: string): Promise<Calendar> {
  if (timeZone === 'UTC') return utcCalendar;
  const { Temporal } = await import('temporal-polyfill');
  return zoneCalendar(timeZone, Temporal);
}

const utcCalendar: Calendar = {
  today: (now) => now.toISOString().slice(0, 10),
  startOfDayMs: (date) => Date.parse(`${date}T00:00:00Z`),
};

function zoneCalendar(timeZone: string, temporal: typeof Temporal): Calendar {
  return {
    today: (now) =>
      temporal.Instant.fromEpochMilliseconds(now.getTime())
        .toZonedDateTimeISO(timeZone)
        .toPlainDate()
        .toString(),
    startOfDayMs: (date) =>
      temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds,
  };
}

/** The date so many days later; earlier where `days` is negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Number of calendar days from `since` to `until`, both counted. */
export function countDays(since: string, until: string): number {
  return (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / dayMs + 1;
}
