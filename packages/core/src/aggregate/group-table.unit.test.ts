import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { aggregate, aQuery, endMs, startMs } from './aggregate.testing.ts';
import { createAggregator } from './create-aggregator.ts';
import { defaultDimensions, type Dimension } from '../model/dimension.ts';
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
            inBatches.add({ invocations: backwards.slice(index, index + size), rows: [] });
          }
          expect(canonical(inBatches.rows())).toEqual(
            canonical(aggregate(invocations, { groupBy })),
          );
        },
      ),
    );
  });

  test('rows of an engine and calls one by one come to the same', () => {
    fc.assert(
      fc.property(calls, calls, groupings, (first, second, groupBy) => {
        const merged = createAggregator(aQuery({ groupBy }));
        merged.add({ invocations: first, rows: aggregate(second, { groupBy }) });
        expect(canonical(merged.rows())).toEqual(
          canonical(aggregate([...first, ...second], { groupBy })),
        );
      }),
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

  test('rows that are merged are not changed', () => {
    const rows = aggregate([anInvocation()]);
    const before = structuredClone(rows);
    const aggregator = createAggregator(aQuery());
    aggregator.add({ invocations: [anInvocation()], rows });
    aggregator.add({ invocations: [], rows });
    expect(rows).toEqual(before);
    expect(aggregator.rows()).toMatchObject([{ requests: 3 }]);
  });
});

function canonical(rows: readonly UsageRow[]): unknown[] {
  return rows
    .map((row) => JSON.stringify({ ...row, key: { ...row.key, model: row.key.model.id } }))
    .sort();
}
