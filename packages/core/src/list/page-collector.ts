import type { Invocation } from '../model/invocation.ts';
import type { InvocationFacts } from '../model/invocation-group.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { SpendRow } from '../model/spend-row.ts';
import { createFirstCalls } from './first-calls.ts';
import { comparePositions, positionOf, type InvocationOrder } from './invocation-order.ts';
import type { ListCursor } from './list-cursor.ts';
import { pageOf } from './page-of.ts';

export interface PageCollectorOptions {
  /** Which calls the list is about. */
  filter: {
    takesInvocation(invocation: Invocation): boolean;
    takesCalls(facts: InvocationFacts, requests: number): boolean;
  };
  spendOf(call: Invocation): SpendRow;
  order: InvocationOrder;
  limit: number;
  from: ListCursor | null;
  question: string;
}

/** Keeps one page of all calls that come along. */
export interface PageCollector {
  add(batch: Pick<LogBatch, 'invocations' | 'groups'>): void;
  page(): { calls: Invocation[]; nextCursor: string | null };
  counts(): CollectedCounts;
}

/** What came along, on whichever page. */
export interface CollectedCounts {
  matched: number;
  /** Calls that match and came added up, so that they cannot be told apart. */
  addedUp: number;
  regions: ReadonlySet<string>;
}

export function createPageCollector(options: PageCollectorOptions): PageCollector {
  const { filter, limit, from } = options;
  // One more than are shown says whether there is another page.
  const first = createFirstCalls(limit + 1);
  const regions = new Set<string>();
  let matched = 0;
  let addedUp = 0;
  let passed = 0;

  function add(invocation: Invocation): void {
    matched += 1;
    regions.add(invocation.region);
    const position = positionOf(invocation, options);
    if (from !== null) {
      const distance = comparePositions(position, from.position);
      if (distance < 0) return;
      if (distance === 0) passed += 1;
      if (distance === 0 && passed <= from.shown) return;
    }
    first.add({ invocation, position });
  }

  return {
    add({ invocations, groups }) {
      for (const invocation of invocations) {
        if (filter.takesInvocation(invocation)) add(invocation);
      }
      for (const group of groups) {
        if (filter.takesCalls(group, group.requests)) addedUp += group.requests;
      }
    },
    page: () => pageOf(first.list(), options),
    counts: () => ({ matched, addedUp, regions }),
  };
}
