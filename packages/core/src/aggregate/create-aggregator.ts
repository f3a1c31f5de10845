import { createDimensionReaders } from './dimension-readers.ts';
import { createGroupTable } from './group-table.ts';
import { createMatcher } from './matcher.ts';
import type { Invocation } from '../model/invocation.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { UsageRow } from '../model/usage-row.ts';

/**
 * Adds up invocations by the dimensions of a query and by everything that their price depends on. Made
 * by `createAggregator`.
 *
 * @example
 * const aggregator: Aggregator = createAggregator(query);
 * aggregator.add({ invocations, rows: [] });
 * const rows = Array.from(aggregator.rows());
 */
export interface Aggregator {
  /** Counts the batch's invocations and merges the rows that an engine has aggregated already. */
  add(batch: Pick<LogBatch, 'invocations' | 'rows'>): void;
  /** Usage so far, one row for each group, in the order in which the groups were first seen. */
  rows(): readonly UsageRow[];
  /** What was left out so far, and why. */
  counts(): Readonly<AggregatorCounts>;
}

/**
 * What became of the invocations that were added.
 *
 * @example
 * const { duplicates }: AggregatorCounts = createAggregator(query).counts();
 */
export interface AggregatorCounts {
  /** Invocations outside the query's window. */
  outsideWindow: number;
  /** Invocations inside the window that a filter left out. */
  filteredOut: number;
  /** Invocations left out because their request id was counted before. */
  duplicates: number;
}

/**
 * An aggregator for one query. Invocations may come in any order and in batches of any size; rows of
 * an engine have to answer the query already, as they cannot be filtered any more.
 *
 * @example
 * const aggregator = createAggregator(await resolveQuery({ days: 30 }, { now: new Date() }));
 * for await (const batch of source.read({ query })) aggregator.add(batch);
 * const usage = aggregator.rows();
 */
export function createAggregator(query: ResolvedQuery): Aggregator {
  const { startMs, endMs } = query.window;
  const readers = createDimensionReaders(query.timeZone);
  const matches = createMatcher(query, readers);
  const groups = createGroupTable(query, readers);
  const seenRequestIds = query.deduplicate ? new Set<string>() : null;
  const counts: AggregatorCounts = { outsideWindow: 0, filteredOut: 0, duplicates: 0 };

  function addInvocation(invocation: Invocation): void {
    const { timestampMs, requestId } = invocation;
    if (timestampMs < startMs || timestampMs >= endMs) {
      counts.outsideWindow += 1;
      return;
    }
    if (matches !== null && !matches(invocation)) {
      counts.filteredOut += 1;
      return;
    }
    if (seenRequestIds !== null && requestId !== '') {
      if (seenRequestIds.has(requestId)) {
        counts.duplicates += 1;
        return;
      }
      seenRequestIds.add(requestId);
    }
    groups.addInvocation(invocation);
  }

  return {
    add({ invocations, rows }) {
      for (const invocation of invocations) addInvocation(invocation);
      for (const row of rows) groups.addRow(row);
    },
    rows: () => groups.rows,
    counts: () => counts,
  };
}
