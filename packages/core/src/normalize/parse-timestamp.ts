// AWS writes whole seconds and Z; fractions and offsets come with logs that other tools have rewritten.
const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * Milliseconds since 1970-01-01 UTC of an ISO-8601 time with a zone, or `null`. Stricter than
 * `Date.parse`, which takes February 30 for March 2. What is finer than a millisecond is cut off.
 *
 * @example
 * parseTimestamp('2026-09-08T12:10:33Z'); // 1788869433000
 */
export function parseTimestamp(text: string): number | null {
  const parts = isoPattern.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second, fraction = '', sign, zoneHour, zoneMinute] =
    parts;
  const dayMs = dayStartMs(Number(year), Number(month), Number(day));
  if (dayMs === null) return null;
  const timeMs = timeOfDayMs(Number(hour), Number(minute), Number(second));
  if (timeMs === null) return null;
  const fractionMs = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const instantMs = dayMs + timeMs + fractionMs;
  if (sign === undefined) return instantMs;
  const offsetMs = (Number(zoneHour) * 60 + Number(zoneMinute)) * 60_000;
  if (Number(zoneHour) > 23 || Number(zoneMinute) > 59) return null;
  const shiftedMs = sign === '+' ? instantMs - offsetMs : instantMs + offsetMs;
  return shiftedMs < 0 ? null : shiftedMs;
}

/** Start of a calendar day in UTC, or `null` for a day that does not exist or lies before 1970. */
export function dayStartMs(year: number, month: number, day: number): number | null {
  if (year < 1970) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : null;
}

/** Milliseconds since midnight, or `null` for a time that does not exist. */
export function timeOfDayMs(hour: number, minute: number, second: number): number | null {
  if (hour > 23 || minute > 59 || second > 59) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}
