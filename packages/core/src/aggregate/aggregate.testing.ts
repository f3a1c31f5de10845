import { createAggregator } from './create-aggregator.ts';
import { defaultDimensions, type Dimension } from '../model/dimension.ts';
import type { Invocation } from '../model/invocation.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { UsageRow } from '../model/usage-row.ts';

export const startMs = Date.parse('2026-05-01T00:00:00Z');
export const endMs = Date.parse('2026-05-08T00:00:00Z');

/** The first seven days of May 2026, where `facts` say nothing else. */
export function aQuery(facts: Partial<ResolvedQuery> = {}): ResolvedQuery {
  return {
    window: { since: '2026-05-01', until: '2026-05-07', days: 7, askedAs: 'days', startMs, endMs },
    timeZone: 'UTC',
    regions: [],
    allRegions: false,
    accounts: [],
    logGroups: [],
    groupBy: defaultDimensions,
    where: [],
    deduplicate: false,
    ...facts,
  };
}

export function aggregate(
  invocations: readonly Invocation[],
  facts: Partial<ResolvedQuery> = {},
): readonly UsageRow[] {
  const aggregator = createAggregator(aQuery(facts));
  aggregator.add({ invocations, groups: [] });
  return aggregator.rows();
}

/** Values of one dimension with the number of requests of each. */
export function requestsBy(
  dimension: Dimension,
  invocations: readonly Invocation[],
  facts: Partial<ResolvedQuery> = {},
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of aggregate(invocations, { groupBy: [dimension], ...facts })) {
    const value = row.dimensions[dimension] ?? 'missing';
    counts[value] = (counts[value] ?? 0) + row.requests;
  }
  return counts;
}

/** A plain call at a time. */
export function callAt(timestamp: string): Invocation {
  return anInvocation({ timestampMs: Date.parse(timestamp) });
}
