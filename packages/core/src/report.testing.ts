import {
  createReport,
  type LogSource,
  type Query,
  type Report,
  type UsageTotals,
} from './index.ts';

export const now = new Date('2026-11-22T12:00:00Z');
export const may = { since: '2026-05-01', until: '2026-05-07' };
/** First and last millisecond of `may`. */
export const mayMs = [Date.parse('2026-05-01'), Date.parse('2026-05-08') - 1] as const;

export function report(source: LogSource | LogSource[], query: Query): Promise<Report> {
  return createReport(source, query, { now });
}

const counted = [
  'requests',
  'served',
  'failed',
  'blocked',
  'unknownCounts',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'effectiveInputTokens',
  'totalTokens',
  'unpricedRequests',
] as const satisfies readonly (keyof UsageTotals)[];

/** Sums of counts, with dollars in a unit fine enough to be whole. */
export function sumOf(parts: readonly UsageTotals[]): Record<string, number | bigint> {
  const sums = counted.map(
    (name) => [name, parts.reduce((sum, part) => sum + part[name], 0)] as const,
  );
  return {
    ...Object.fromEntries(sums),
    cost: parts.reduce((sum, { costUsd }) => sum + wholeUnits(costUsd), 0n),
  };
}

function wholeUnits(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(24, '0'));
}
