import type { LogBatch, LogSource, ResolvedQuery } from '@bedrock-spend/core';

const dayMs = 86_400_000;

export interface ShiftOptions {
  now: () => Date;
  /** Of the moved log. */
  name: string;
}

/**
 * The same log, so many whole days later that its last record is of today (UTC): weekdays move,
 * times of day do not. For sources that yield single records.
 */
export async function shiftDates(
  source: LogSource,
  { now, name }: ShiftOptions,
): Promise<LogSource> {
  const lastMs = await lastTimestampMs(source);
  return {
    kind: source.kind,
    name,
    async *read({ query, signal }) {
      const shiftMs = (dayOf(now().getTime()) - dayOf(lastMs)) * dayMs;
      for await (const batch of source.read({ query: moved(query, -shiftMs), signal })) {
        yield later(batch, shiftMs);
      }
    },
  };
}

async function lastTimestampMs(source: LogSource): Promise<number> {
  let last = 0;
  for await (const { invocations } of source.read({ query: everything })) {
    for (const { timestampMs } of invocations) last = Math.max(last, timestampMs);
  }
  return last;
}

const everything: ResolvedQuery = {
  window: {
    since: '1970-01-01',
    until: '9999-12-31',
    days: 2_932_897,
    askedAs: 'dates',
    startMs: 0,
    endMs: Date.UTC(10_000, 0, 1),
  },
  timeZone: 'UTC',
  regions: [],
  accounts: [],
  groupBy: [],
  where: [],
  deduplicate: false,
};

/** A source may leave out what is outside the window, so the window it sees is moved as well. */
function moved(query: ResolvedQuery, byMs: number): ResolvedQuery {
  const { window } = query;
  const [startMs, endMs] = [window.startMs + byMs, window.endMs + byMs];
  const since = dateOf(startMs);
  return { ...query, window: { ...window, since, until: dateOf(endMs - 1), startMs, endMs } };
}

function later(batch: LogBatch, shiftMs: number): LogBatch {
  const invocations = batch.invocations.map((invocation) => ({
    ...invocation,
    timestampMs: invocation.timestampMs + shiftMs,
  }));
  return { ...batch, invocations };
}

function dayOf(timestampMs: number): number {
  return Math.floor(timestampMs / dayMs);
}

function dateOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10);
}
