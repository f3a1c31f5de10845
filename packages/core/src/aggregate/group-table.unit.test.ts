import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aggregate, aQuery, endMs, startMs } from './aggregate.testing.ts';
import { createAggregator } from './create-aggregator.ts';
import { createInvocationGrouper } from './group-invocations.ts';
import { defaultDimensions, noValue, type Dimension } from '../model/dimension.ts';
import { groupColumns } from '../model/group-columns.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';
import type { Invocation } from '../model/invocation.ts';
import type { Filter, ResolvedQuery } from '../model/query.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import { tokenKinds } from '../model/tokens.ts';
import type { UsageRow } from '../model/usage-row.ts';

describe('Whatever the calls', () => {
  const calls = fc.array(arbitraryInvocation([startMs, endMs - 1]), { maxLength: 60 });
  const groupings = fc.constantFrom<readonly Dimension[]>(
    defaultDimensions,
    [],
    ['hour', 'person'],
    ['role', 'requestMetadata.team', 'tier'],
  );

  test('order and batches change nothing', () => {
    fc.assert(
      fc.property(
        calls,
        groupings,
        fc.integer({ min: 1, max: 7 }),
        (invocations, groupBy, size) => {
          const inBatches = createAggregator(aQuery({ groupBy }));
          const backwards = invocations.toReversed();
          for (let index = 0; index < backwards.length; index += size) {
            inBatches.add({ invocations: backwards.slice(index, index + size), groups: [] });
          }
          expect(canonical(inBatches.rows())).toEqual(
            canonical(aggregate(invocations, { groupBy })),
          );
        },
      ),
    );
  });

  test('groups and calls one by one come to the same, whatever the filters and the time zone', () => {
    fc.assert(
      fc.property(
        calls,
        calls,
        groupings,
        fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York'),
        fc.constantFrom<readonly Filter[]>(
          [],
          [{ dimension: 'person', values: [noValue], negated: true }],
          [{ dimension: 'requestMetadata.team', values: ['search', noValue] }],
          [{ dimension: 'operation', values: ['Converse'] }],
        ),
        (first, second, groupBy, timeZone, where) => {
          const query = aQuery({ groupBy, timeZone, where });
          const merged = createAggregator(query);
          merged.add({ invocations: first, groups: grouped(second, query) });
          const together = createAggregator(query);
          together.add({ invocations: [...first, ...second], groups: [] });
          expect(canonical(merged.rows())).toEqual(canonical(together.rows()));
        },
      ),
    );
  });

  test('every call and every token is in one row', () => {
    fc.assert(
      fc.property(calls, groupings, (invocations, groupBy) => {
        const rows = aggregate(invocations, { groupBy });
        const sum = (read: (row: UsageRow) => number) =>
          rows.reduce((total, row) => total + read(row), 0);
        expect(sum(({ requests }) => requests)).toBe(invocations.length);
        const tokens = tokenKinds.reduce((total, kind) => total + sum((row) => row[kind]), 0);
        const expected = invocations.reduce(
          (total, call) =>
            total +
            (call.inputTokens ?? 0) +
            (call.outputTokens ?? 0) +
            call.cacheReadTokens +
            call.cacheWriteTokens,
          0,
        );
        expect(tokens).toBe(expected);
        for (const row of rows) {
          expect(row.failed + row.blocked + row.unknownCounts).toBeLessThanOrEqual(row.requests);
        }
      }),
    );
  });

  test('groups that are counted are not changed', () => {
    const groups = grouped([anInvocation()], aQuery());
    const before = structuredClone(groups);
    const aggregator = createAggregator(aQuery());
    aggregator.add({ invocations: [anInvocation()], groups });
    aggregator.add({ invocations: [], groups });
    expect(groups).toEqual(before);
    expect(aggregator.rows()).toMatchObject([{ requests: 3 }]);
  });
});

function grouped(calls: readonly Invocation[], query: ResolvedQuery): readonly InvocationGroup[] {
  const grouper = createInvocationGrouper(groupColumns(query));
  for (const call of calls) grouper.add(call);
  return grouper.groups();
}

function canonical(rows: readonly UsageRow[]): unknown[] {
  return rows
    .map((row) => JSON.stringify({ ...row, key: { ...row.key, model: row.key.model.id } }))
    .sort();
}
