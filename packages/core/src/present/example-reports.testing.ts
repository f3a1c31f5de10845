import { fixtureText, linesSource } from '../fixtures.testing.ts';
import {
  createReport,
  memorySource,
  type Invocation,
  type LogSource,
  type Query,
  type Report,
} from '../index.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';

const now = new Date('2026-11-22T12:00:00Z');

/** First and last millisecond of the days that `reportOf` asks for. */
export const windowMs = [Date.parse('2026-05-01'), Date.parse('2026-05-08') - 1] as const;

/** A report on these calls, from the first to the seventh of May 2026 where nothing else is asked for. */
export function reportOf(calls: readonly Invocation[], query: Query = {}): Promise<Report> {
  const may = { since: '2026-05-01', until: '2026-05-07' };
  return datedReport(memorySource(calls, 'logs'), { ...may, ...query });
}

/** The day of the price list is fixed, so that a newer list does not change what is printed. */
async function datedReport(source: LogSource, query: Query): Promise<Report> {
  return { ...(await createReport(source, query, { now })), pricesCheckedOn: '2026-11-22' };
}

/** One record of every shape. */
export const everyShape = await datedReport(
  linesSource(fixtureText('log-records.ndjson').split('\n'), 'log-records.ndjson'),
  { since: '2025-01-01', until: '2026-12-31' },
);

/** Twelve regions, seven days, seven models, six of them without a price. */
export const manyRows = await reportOf(
  Array.from({ length: 12 }, (_, index) =>
    anInvocation({
      model: parseModelId(index % 2 === 0 ? `a.model-${index}` : 'amazon.nova-lite-v1:0'),
      region: `us-east-${index + 1}`,
      timestampMs: Date.parse(`2026-05-0${(index % 7) + 1}T00:00:00Z`),
      inputTokens: 1_000 + index,
    }),
  ),
);
