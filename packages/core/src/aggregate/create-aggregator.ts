import { createCallFilter, type AggregatorCounts } from './call-filter.ts';
import { createDimensionReaders } from './dimension-readers.ts';
import { createGroupTable } from './group-table.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { ResolvedQuery } from '../model/query.ts';
import type { UsageRow } from '../model/usage-row.ts';

/**
 * Adds up invocations by the dimensions of a query and by everything that their price depends on. Made
 * by `createAggregator`.
 *
 * @example
 * const aggregator: Aggregator = createAggregator(query);
 * aggregator.add({ invocations, groups: [] });
 * const rows = Array.from(aggregator.rows());
 */
export interface Aggregator {
  /** Counts the batch's invocations and the groups that were added up where they were read. */
  add(batch: Pick<LogBatch, 'invocations' | 'groups'>): void;
  /** Usage so far, one row for each group, in the order in which the groups were first seen. */
  rows(): readonly UsageRow[];
  /** What was left out so far, and why. */
  counts(): Readonly<AggregatorCounts>;
}

/**
 * An aggregator for one query. Invocations and groups may come in any order and in batches of any
 * size. Groups must hold every fact that the query asks for (`groupColumns` names them), and can not
 * be deduplicated any more.
 *
 * @example
 * const aggregator = createAggregator(await resolveQuery({ days: 30 }, { now: new Date() }));
 * for await (const batch of source.read({ query })) aggregator.add(batch);
 * const usage = aggregator.rows();
 */
export function createAggregator(query: ResolvedQuery): Aggregator {
  const readers = createDimensionReaders(query.timeZone);
  const filter = createCallFilter(query, readers);
  const table = createGroupTable(query, readers);

  return {
    add({ invocations, groups }) {
      for (const invocation of invocations) {
        if (filter.takesInvocation(invocation)) table.addInvocation(invocation);
      }
      for (const group of groups) {
        if (filter.takesCalls(group, group.requests)) table.addGroup(group);
      }
    },
    rows: () => table.rows,
    counts: () => filter.counts,
  };
}
