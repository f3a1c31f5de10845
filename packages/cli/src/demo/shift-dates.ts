import type { Invocation, LogSource, ResolvedQuery } from '@bedrock-spend/core';

const dayMs = 86_400_000;

export interface ShiftOptions {
  now: () => Date;
  /** Of the moved log. */
  name: string;
}

/**
 * The same log as if it had been written until today (UTC): whole weeks later, so that a weekend
 * stays one. The days that would then be in the future come before the first one instead, so every
 * record is in it. For short logs of single records.
 */
export async function shiftDates(
  source: LogSource,
  { now, name }: ShiftOptions,
): Promise<LogSource> {
  const { first, last } = await daysOf(source);
  const period = wholeWeeks(last - first + 1);
  return {
    kind: source.kind,
    name,
    async *read({ query, signal }) {
      const today = dayOf(now().getTime());
      const shift = wholeWeeks(today - last);
      for await (const batch of source.read({ query: { ...query, ...always }, signal })) {
        yield { ...batch, invocations: batch.invocations.map(moved) };
      }

      function moved(invocation: Invocation): Invocation {
        const isFuture = dayOf(invocation.timestampMs) + shift > today;
        const days = isFuture ? shift - period : shift;
        return { ...invocation, timestampMs: invocation.timestampMs + days * dayMs };
      }
    },
  };
}

/** First and last day of a log, as days since 1970-01-01. */
async function daysOf(source: LogSource): Promise<{ first: number; last: number }> {
  const days = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
  for await (const { invocations } of source.read({ query: everything })) {
    for (const { timestampMs } of invocations) {
      days.first = Math.min(days.first, dayOf(timestampMs));
      days.last = Math.max(days.last, dayOf(timestampMs));
    }
  }
  return days;
}

// A source may leave out what is outside the window, and what is inside is only known after the move.
const always: Pick<ResolvedQuery, 'window'> = {
  window: {
    since: '1970-01-01',
    until: '9999-12-31',
    days: 2_932_897,
    askedAs: 'dates',
    startMs: 0,
    endMs: Date.UTC(10_000, 0, 1),
  },
};

const everything: ResolvedQuery = {
  ...always,
  timeZone: 'UTC',
  regions: [],
  allRegions: false,
  accounts: [],
  logGroups: [],
  groupBy: [],
  where: [],
  deduplicate: false,
};

/** The number of days, rounded up to whole weeks. */
function wholeWeeks(days: number): number {
  return Math.ceil(days / 7) * 7;
}

function dayOf(timestampMs: number): number {
  return Math.floor(timestampMs / dayMs);
}
