import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { batchesSource } from './fixtures.testing.ts';
import {
  createPriceBook,
  createReport,
  memorySource,
  summarize,
  type Dimension,
  type Report,
  type SpendRow,
} from './index.ts';
import { arbitraryInvocation } from './model/invocation.testing.ts';
import { may, mayMs, now, report, sumOf } from './report.testing.ts';

describe('Whatever the calls', () => {
  const calls = fc.array(arbitraryInvocation(mayMs), { maxLength: 40 });
  const groupings = fc.constantFrom<Dimension[]>(
    ['day', 'region', 'model', 'principal'],
    ['hour', 'account', 'operation', 'scope', 'tier'],
    ['role', 'person', 'applicationInferenceProfile', 'error', 'requestMetadata.team'],
  );

  test('every section adds up to the totals, in tokens, requests and dollars', async () => {
    await fc.assert(
      fc.asyncProperty(calls, groupings, async (invocations, groupBy) => {
        const { totals, sections } = await report(memorySource(invocations), { ...may, groupBy });
        expect(Object.keys(sections)).toHaveLength(groupBy.length);
        for (const rows of Object.values(sections)) {
          expect(sumOf(rows)).toEqual(sumOf([totals]));
          expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
        }
        expect(totals.served + totals.failed + totals.blocked).toBe(totals.requests);
        expect(totals.requests).toBe(invocations.length);
      }),
    );
  });

  test('the rows of a report add up to it, each with its day and its model', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (invocations) => {
        const rows: SpendRow[] = [];
        const query = { ...may, groupBy: ['day', 'model'] as const };
        const onRow = (row: SpendRow): unknown => rows.push(row);
        const { totals, sections } = await createReport(memorySource(invocations), query, {
          now,
          onRow,
        });
        const again = summarize(rows, ['model', 'day']);
        expect(again.totals).toEqual(totals);
        expect(again.sections).toEqual(sections);
      }),
    );
  });

  test('pricing groups comes to the same as pricing every call by itself', async () => {
    const prices = createPriceBook({
      discountPercent: '12.5',
      overrides: [{ id: 'amazon.nova-lite-v1:0', input: '0.05' }],
    });
    // Of one day, region and tier, so that most of them share a group with others.
    const alike = fc
      .array(arbitraryInvocation([mayMs[0], mayMs[0]]), { maxLength: 60 })
      .map((some) =>
        some.map((call) => ({ ...call, region: 'us-east-1', serviceTier: null }) as const),
      );
    await fc.assert(
      fc.asyncProperty(alike, async (invocations) => {
        const options = { now, prices };
        const query = { ...may, groupBy: [] };
        const together = await createReport(memorySource(invocations), query, options);
        const alone = await Promise.all(
          invocations.map((invocation) => createReport(memorySource([invocation]), query, options)),
        );
        expect(sumOf(alone.map(({ totals }) => totals))).toEqual(sumOf([together.totals]));
        expect(assumed(alone)).toEqual(assumed([together]));
        expect(unpriced(alone)).toEqual(unpriced([together]));
        expect(alone.every(({ totals }) => totals.costStatus === 'complete')).toBe(
          together.totals.costStatus === 'complete',
        );
      }),
      { numRuns: 60 },
    );
  });

  test('order, batches and sources change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.integer({ min: 0, max: 40 }), async (invocations, cut) => {
        const whole = await report(memorySource(invocations), may);
        const backwards = invocations.toReversed();
        const batches = [backwards.slice(0, cut), backwards.slice(cut)];
        const inBatches = await report(
          batchesSource(batches.map((part) => ({ invocations: part }))),
          may,
        );
        const inSources = await report(
          batches.map((part) => memorySource(part)),
          may,
        );
        expect(figures(inBatches)).toEqual(figures(whole));
        expect(figures(inSources)).toEqual(figures(whole));
      }),
      { numRuns: 60 },
    );
  });
});

/** Requests and dollars of each assumption. */
function assumed(reports: readonly Report[]): Record<string, string> {
  const sums = new Map<string, { requests: number; costUsd: Big }>();
  for (const { kind, requests, costUsd } of reports.flatMap(({ assumptions }) => assumptions)) {
    const sum = sums.get(kind) ?? { requests: 0, costUsd: new Big(0) };
    sums.set(kind, {
      requests: sum.requests + requests,
      costUsd: sum.costUsd.plus(costUsd),
    });
  }
  return Object.fromEntries(
    [...sums].map(([kind, { requests, costUsd }]) => [kind, `${requests} ${costUsd.toFixed()}`]),
  );
}

/** Requests and tokens of each model and region without a price. */
function unpriced(reports: readonly Report[]): Record<string, readonly [number, number]> {
  const sums: Record<string, readonly [number, number]> = {};
  for (const { model, region, requests, totalTokens } of reports.flatMap((one) => one.unpriced)) {
    const [requestsSoFar, tokensSoFar] = sums[`${model} ${region}`] ?? [0, 0];
    sums[`${model} ${region}`] = [requestsSoFar + requests, tokensSoFar + totalTokens];
  }
  return sums;
}

/** All but the names of the sources. */
function figures({ sources, ...rest }: Report): Partial<Report> {
  expect(sources).not.toHaveLength(0);
  return rest;
}
