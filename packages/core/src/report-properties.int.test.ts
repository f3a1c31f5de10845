import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { batchesSource } from './fixtures.testing.ts';
import {
  createPriceBook,
  createReport,
  memorySource,
  type Dimension,
  type Report,
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

  test('pricing groups comes to the same as pricing every call by itself', async () => {
    const prices = createPriceBook({ discountPercent: '12.5' });
    await fc.assert(
      fc.asyncProperty(calls, async (invocations) => {
        const options = { now, prices };
        const together = await createReport(memorySource(invocations), may, options);
        const alone = await Promise.all(
          invocations.map((invocation) => createReport(memorySource([invocation]), may, options)),
        );
        expect(sumOf(alone.map(({ totals }) => totals))).toEqual(sumOf([together.totals]));
        expect(alone.every(({ totals }) => totals.costStatus === 'complete')).toBe(
          together.totals.costStatus === 'complete',
        );
      }),
      { numRuns: 40 },
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

/** All but the names of the sources. */
function figures({ sources, ...rest }: Report): Partial<Report> {
  expect(sources).not.toHaveLength(0);
  return rest;
}
