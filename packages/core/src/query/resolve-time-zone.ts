import { closestName } from '../model/closest-name.ts';
import { invalidQuery, quoted } from './invalid-query.ts';

/** The IANA name of the report's time zone, `UTC` where none is given. */
export function resolveTimeZone(timeZone: string | undefined): string {
  if (timeZone === undefined || /^utc$/i.test(timeZone)) return 'UTC';
  if (typeof timeZone !== 'string') {
    throw invalidQuery(
      `Give timeZone as an IANA name such as Europe/Berlin, not ${quoted(timeZone)}.`,
    );
  }
  if (!isTimeZone(timeZone)) {
    const closest = closestName(timeZone, Intl.supportedValuesOf('timeZone'));
    throw invalidQuery(
      closest === null
        ? `Give timeZone as an IANA name such as Europe/Berlin; ${quoted(timeZone)} is none.`
        : `There is no time zone ${quoted(timeZone)}; did you mean ${closest}?`,
    );
  }
  return timeZone;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
