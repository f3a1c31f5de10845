import { createMatcher } from './matcher.ts';
import type { DimensionReaders } from './dimension-readers.ts';
import type { InvocationFacts } from '../model/invocation-group.ts';
import type { Invocation } from '../model/invocation.ts';
import type { ResolvedQuery } from '../model/query.ts';

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

/** Which calls a query is about, and how many others were left out. */
export interface CallFilter {
  /** Inside the window, passes every filter and, where the query says so, is not a duplicate. */
  takesInvocation(invocation: Invocation): boolean;
  /** The same for calls that agree in these facts. They cannot be told apart any more. */
  takesCalls(facts: InvocationFacts, requests: number): boolean;
  readonly counts: Readonly<AggregatorCounts>;
}

export function createCallFilter(query: ResolvedQuery, readers: DimensionReaders): CallFilter {
  const { startMs, endMs } = query.window;
  const matches = createMatcher(query, readers);
  const seenRequestIds = query.deduplicate ? new Set<string>() : null;
  const counts: AggregatorCounts = { outsideWindow: 0, filteredOut: 0, duplicates: 0 };

  function takesCalls(facts: InvocationFacts, requests: number): boolean {
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

  function takesInvocation(invocation: Invocation): boolean {
    if (!takesCalls(invocation, 1)) return false;
    const { requestId } = invocation;
    if (seenRequestIds === null || requestId === '') return true;
    if (seenRequestIds.has(requestId)) {
      counts.duplicates += 1;
      return false;
    }
    seenRequestIds.add(requestId);
    return true;
  }

  return { takesInvocation, takesCalls, counts };
}
