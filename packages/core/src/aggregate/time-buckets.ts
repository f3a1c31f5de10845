/** Names the calendar day and the hour that an instant falls into. */
export interface TimeBuckets {
  /** `2026-10-25`. */
  day(timestampMs: number): string;
  /** `2026-10-25T02:00+01:00`, or with `Z` in UTC: the hour that clocks show twice has two names. */
  hour(timestampMs: number): string;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const quarterHourMs = 900_000;

/** Days and hours of a time zone. */
export function createTimeBuckets(timeZone: string): TimeBuckets {
  return timeZone === 'UTC'
    ? { day: remembered(dayMs, utcDay), hour: remembered(hourMs, utcHour) }
    : zoneBuckets(timeZone);
}

/** The day in UTC, for the price in force. */
export function createUtcDay(): (timestampMs: number) => string {
  return remembered(dayMs, utcDay);
}

function utcDay(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10);
}

function utcHour(timestampMs: number): string {
  return `${new Date(timestampMs).toISOString().slice(0, 13)}:00Z`;
}

// All offsets in use are whole quarters of an hour, so all instants of a quarter hour share a bucket.
function zoneBuckets(timeZone: string): TimeBuckets {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    timeZoneName: 'longOffset',
  });

  function partsOf(timestampMs: number): Record<string, string> {
    const parts = format.formatToParts(timestampMs);
    return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  }

  return {
    day: remembered(quarterHourMs, (timestampMs) => {
      const { year, month, day } = partsOf(timestampMs);
      return `${year}-${month}-${day}`;
    }),
    hour: remembered(quarterHourMs, (timestampMs) => {
      const { year, month, day, hour, timeZoneName = 'GMT' } = partsOf(timestampMs);
      return `${year}-${month}-${day}T${hour}:00${timeZoneName.slice('GMT'.length) || '+00:00'}`;
    }),
  };
}

/** Names each span of time once; calls mostly follow each other within one. */
function remembered(
  spanMs: number,
  name: (timestampMs: number) => string,
): (timestampMs: number) => string {
  const names = new Map<number, string>();
  let lastSpan = Number.NaN;
  let lastName = '';
  return (timestampMs) => {
    const span = Math.floor(timestampMs / spanMs);
    if (span === lastSpan) return lastName;
    let found = names.get(span);
    if (found === undefined) {
      found = name(span * spanMs);
      names.set(span, found);
    }
    lastSpan = span;
    lastName = found;
    return found;
  };
}
