import { createDimensionReaders } from './dimension-readers.ts';
import { createGroupTable } from './group-table.ts';
import { createMatcher } from './matcher.ts';
import type { InvocationFacts, InvocationGroup } from '../model/invocation-group.ts';
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
 * What became of the invocations that were added.
 *
 * @example
 * const { duplicates }: AggregatorCounts = createAggregator(query).counts();
 */
export interface AggregatorCounts {
  /** Invocations outside the query's window; of groups, all that are in them. */
  outsideWindow: number;
  /** Invocations inside the window that a filter left out. */
  filteredOut: number;
  /** Invocations left out because their request id was counted before. */
  duplicates: number;
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
  const { startMs, endMs } = query.window;
  const readers = createDimensionReaders(query.timeZone);
  const matches = createMatcher(query, readers);
  const table = createGroupTable(query, readers);
  const seenRequestIds = query.deduplicate ? new Set<string>() : null;
  const counts: AggregatorCounts = { outsideWindow: 0, filteredOut: 0, duplicates: 0 };

  function isAskedFor(facts: InvocationFacts, requests: number): boolean {
    const { timestampMs } = facts;
    if (timestampMs < startMs || timestampMs >= endMs) {
      counts.outsideWindow += requests;
      return false;
    }
    if (matches !== null && !matches(facts)) {
      counts.filteredOut += requests;
      return false;
    }
    return true;
  }

  function addInvocation(invocation: Invocation): void {
    if (!isAskedFor(invocation, 1)) return;
    const { requestId } = invocation;
    if (seenRequestIds !== null && requestId !== '') {
      if (seenRequestIds.has(requestId)) {
        counts.duplicates += 1;
        return;
      }
      seenRequestIds.add(requestId);
    }
    table.addInvocation(invocation);
  }

  function addGroup(group: InvocationGroup): void {
    if (isAskedFor(group, group.requests)) table.addGroup(group);
  }

  return {
    add({ invocations, groups }) {
      for (const invocation of invocations) addInvocation(invocation);
      for (const group of groups) addGroup(group);
    },
    rows: () => table.rows,
    counts: () => counts,
  };
}
