import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { presentClassic } from './classic.ts';
import { everyShape, manyRows, reportOf, windowMs } from './example-reports.testing.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import type { Report } from '../model/report.ts';

describe('The classic text', () => {
  test('names the window by its days when days were asked for, else by its dates', async () => {
    const days = await reportOf([anInvocation()], { since: undefined, days: 7 });
    expect(classic(days)).toMatch(/^Bedrock Daily Usage Report \(Past 7 days - us-east-1\)\n/);
    expect(classic(await reportOf([anInvocation()]))).toMatch(
      /^Bedrock Daily Usage Report \(2026-05-01 to 2026-05-07 - us-east-1\)\n/,
    );
  });

  test('names the regions asked for, else those found', async () => {
    const calls = [anInvocation({ region: 'us-west-2' }), anInvocation({ region: 'eu-west-1' })];
    const asked = await reportOf(calls, { regions: ['us-west-2', 'ap-south-1'] });
    expect(classic(asked)).toContain(' - ap-south-1, us-west-2)\n');
    expect(classic(await reportOf(calls))).toContain(' - eu-west-1, us-west-2)\n');
    expect(classic(await reportOf([anInvocation({ region: '' })]))).toContain(' - all regions)\n');
  });

  test('counts cached tokens as input', async () => {
    const call = anInvocation({ inputTokens: 1, cacheReadTokens: 20, cacheWriteTokens: 300 });
    expect(classic(await reportOf([call]))).toContain('\nTotal Input Tokens: 321\n');
  });

  test('says unpriced and incomplete, and never 0 for what has no price', () => {
    const text = classic(everyShape);
    expect(text).toMatch(/^Total Cost: \d+\.\d{4} \(incomplete\)$/m);
    expect(text).toContain('\na1b2c3d4e5f6: Cost=unpriced\n');
    expect(text).toMatch(/^claude-sonnet-4-5-20250929-v1:0: Cost=0\.\d{4} \(incomplete\)$/m);
  });

  test('says unpriced for the total when nothing has a price', async () => {
    const text = classic(await reportOf([anInvocation({ model: parseModelId('a.b') })]));
    expect(text).toContain('\nTotal Cost: unpriced\n');
  });

  test('leaves regions out of the spend part only beside days, models and principals', async () => {
    const usual = linesAfter(classic(everyShape), spendTitle(everyShape));
    expect(usual.filter((line) => line.startsWith('us-east-1: '))).toEqual([]);
    const regions = await reportOf([anInvocation()], { groupBy: ['region'] });
    expect(linesAfter(classic(regions), spendTitle(regions))).toContainEqual(
      expect.stringMatching(/^us-east-1: Cost=/),
    );
  });

  test.each([
    ['person', '--- Person Summary ---'],
    ['role', '--- Role Summary ---'],
    ['hour', '--- Hourly Totals ---'],
    ['applicationInferenceProfile', '--- Application Inference Profile Summary ---'],
    ['requestMetadata.team', '--- requestMetadata.team Summary ---'],
  ] as const)('titles the section of %s', async (dimension, title) => {
    const text = classic(await reportOf([anInvocation()], { groupBy: [dimension] }));
    expect(linesAfter(text, title)).toHaveLength(1);
  });

  test('has a line for everything that the reader has to know', async () => {
    const report: Report = {
      ...everyShape,
      totals: { ...everyShape.totals, unknownCounts: 2 },
      discountPercent: '12.5',
      duplicates: 3,
      partial: [{ origin: 'b.gz', reason: 'truncated', message: 'The file ends early.' }],
      queryCost: { costUsd: '0.00615', basis: '1.23 GB scanned' },
      sources: [
        { kind: 'cloudwatch', name: 'a', records: 90, bytes: 1, cachedRecords: 80 },
        { kind: 'cloudwatch', name: 'b', records: 5, bytes: 1 },
      ],
      filters: [
        { dimension: 'model', values: ['a', 'b'], negated: false },
        { dimension: 'error', values: ['(none)'], negated: true },
      ],
    };
    const lines = classic(report).split('\n');
    for (const line of [
      'Unknown: 2 requests with unknown counts, shown as 0 tokens and not in the cost',
      expect.stringMatching(
        /^Assumed: standard service tier where the log names none: Requests=\d+, Cost=\d+\.\d{4}$/,
      ),
      expect.stringMatching(
        /^Unpriced: arn:aws:.*\/a1b2c3d4e5f6 in us-west-2: Requests=1, Total=520 \(.+\)$/,
      ),
      'Partial: b.gz (truncated): The file ends early.',
      'Skipped: 1 line (not JSON), first at log-records.ndjson:18',
      'Duplicates: 3 records left out, whose request id was counted before',
      'Query cost: 0.0062 for this report (1.23 GB scanned)',
      'Discount: 12.5 % off list prices',
      'Filter: model is a or b',
      'Filter: error is not (none)',
      'Cached: 80 of 95 records were kept from an earlier reading of the same logs',
      'Coverage: 9 of 14 served requests priced in full; invocation logs do not show calls outside bedrock-runtime or batch jobs',
    ]) {
      expect(lines).toContainEqual(line);
    }
  });

  test('has no line where there is nothing to say', async () => {
    const { unpriced, ...report } = await reportOf([anInvocation({ serviceTier: 'standard' })]);
    const text = classic({ ...report, unpriced, assumptions: [] });
    expect(text.split('\n').filter((line) => /^[A-Z][a-z]+( cost)?: /.test(line))).toEqual([
      expect.stringMatching(/^Coverage: 1 of 1 served request priced in full/),
    ]);
  });

  test('shows the first rows and sums the others', () => {
    const lines = linesAfter(classic(manyRows, 3), '--- Region Summary ---');
    expect(lines).toHaveLength(4);
    expect(lines[3]).toBe('… 9 more: Requests=9, Input=9036, Completion=90, Total=9126');
  });

  test('keeps the days with the most tokens, in the order of time', () => {
    const lines = linesAfter(classic(manyRows, 2), '--- Daily Totals ---');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      '2026-05-04',
      '2026-05-05',
      '… 5 more',
    ]);
  });

  test('cuts nothing that fits', () => {
    expect(classic(manyRows, 12)).toBe(classic(manyRows));
  });

  test('sums what it cuts, so that every section still balances', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arbitraryInvocation(windowMs), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 5 }),
        async (calls, top) => {
          const report = await reportOf(calls);
          const text = classic(report, top);
          for (const title of ['Daily Totals', 'Region Summary', 'Model Summary', 'User Summary']) {
            const lines = linesAfter(text, `--- ${title} ---`);
            expect(lines.length).toBeLessThanOrEqual(top + 1);
            const sum = (name: string) =>
              lines.reduce((total, line) => total + Number(line.match(`${name}=(\\d+)`)?.[1]), 0);
            expect(sum('Requests')).toBe(report.totals.requests);
            expect(sum('Total')).toBe(report.totals.totalTokens);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  test('sums the cost of what it cuts, and says when a part of it has none', () => {
    const lines = linesAfter(classic(manyRows, 1), spendTitle(manyRows));
    expect(lines).toContainEqual(
      expect.stringMatching(/^… 6 more: Cost=\d\.\d{4} \(incomplete\)$/),
    );
    expect(lines).toContainEqual('… 6 more: Cost=unpriced');
    expect(lines).toContain('Unpriced: … 5 more: Requests=5, Total=5070');
  });

  test('counts images, which have no tokens, as priced among what it cuts', async () => {
    const image = anInvocation({
      model: parseModelId('stability.stable-image-core-v1:1'),
      inputTokens: 0,
      outputTokens: 0,
      images: { count: 1, width: 1024, height: 1024 },
    });
    const unheardOf = anInvocation({ model: parseModelId('a.b'), inputTokens: 1, outputTokens: 0 });
    const text = classic(await reportOf([anInvocation(), image, unheardOf]), 1);
    expect(text).toContain('\n… 2 more: Cost=0.0400 (incomplete)\n');
  });

  test('says that a call without a region has none', async () => {
    const call = anInvocation({ region: '', model: parseModelId('a.b') });
    expect(classic(await reportOf([call]))).toContain('\nUnpriced: a.b in (none): Requests=1,');
  });
});

/** The lines under a title, up to the next empty one. */
function linesAfter(text: string, title: string): string[] {
  const lines = text.split('\n');
  const start = lines.indexOf(title);
  expect(start).toBeGreaterThan(-1);
  const end = lines.indexOf('', start);
  return lines.slice(start + 1, end === -1 ? undefined : end);
}

function spendTitle({ pricesCheckedOn }: Report): string {
  return `--- Spend (estimated, USD, list prices checked ${pricesCheckedOn}) ---`;
}

function classic(report: Report, top?: number): string {
  return presentClassic(report, { top });
}
