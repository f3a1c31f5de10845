import { describe, expect, test } from 'vitest';

import { parseModelId } from '../model/model-id.ts';
import { requestSizeThresholds } from '../model/usage-row.ts';
import { createPriceBook } from './price-book.ts';
import { priceKinds, type PriceRow } from './price-row.ts';
import { builtInPriceTable, createPriceTable } from './price-table.ts';
import { amountPattern } from './usd.ts';
import { usageRow } from './usage-row.testing.ts';

const table = builtInPriceTable();
const allRows = table.ids().flatMap((id) => table.rowsOf(id));

function nameOf({ id, scope, region, tier }: PriceRow): string {
  return [id, scope, region, tier].join(' ');
}

function amountsOf(row: PriceRow): string[] {
  return [
    ...priceKinds.flatMap((kind) => row[kind] ?? []),
    ...priceKinds.flatMap((kind) => row.longContext?.[kind] ?? []),
    ...row.perImage.map(({ usd }) => usd),
  ];
}

describe('figures read by hand in the AWS documentation', () => {
  // id, region, input, output, cache read, write 5 min, write 1 h
  test.each([
    ['global.anthropic.claude-opus-5-5', 'us-east-1', '4', '20', '0.2', '5', '8'],
    ['us.anthropic.claude-opus-5-5', 'us-east-1', '4.4', '22', '0.22', '5.5', '8.8'],
    ['global.anthropic.claude-opus-4-5-20251101-v1:0', 'us-east-1', '5', '25', '0.5', '6.25', '10'],
    ['anthropic.claude-opus-5', 'us-east-1', '5.5', '27.5', '0.55', '6.875', '11'],
    ['global.anthropic.claude-fable-5', 'us-east-1', '10', '50', '1', '12.5', '20'],
    ['global.anthropic.claude-sonnet-5', 'us-east-1', '2', '10', '0.2', '2.5', '4'],
    ['global.anthropic.claude-sonnet-4-6', 'us-east-1', '3', '15', '0.3', '3.75', '6'],
    ['eu.anthropic.claude-sonnet-4-6', 'eu-west-1', '3.3', '16.5', '0.33', '4.125', '6.6'],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'us-east-1', '1', '5', '0.1', '1.25', '2'],
    ['us.amazon.nova-2-lite-v1:0', 'us-east-1', '0.33', '2.75', '0.0825', '0', undefined],
    ['global.amazon.nova-2-lite-v1:0', 'us-east-1', '0.3', '2.5', '0.075', '0', undefined],
    ['amazon.nova-pro-v1:0', 'us-east-1', '0.8', '3.2', '0.2', '0', undefined],
    ['amazon.nova-lite-v1:0', 'us-east-1', '0.06', '0.24', '0.015', '0', undefined],
    ['amazon.nova-micro-v1:0', 'us-east-1', '0.035', '0.14', '0.00875', '0', undefined],
    ['global.openai.gpt-5.6-sol', 'us-east-1', '4', '20', '0.4', '5', '5'],
    ['global.openai.gpt-5.6-terra', 'us-east-1', '2', '12', '0.2', '2.5', '2.5'],
    ['global.openai.gpt-5.6-luna', 'us-east-1', '0.2', '1.2', '0.02', '0.25', '0.25'],
    ['global.openai.gpt-6-astra', 'us-east-1', '10', '50', '1', '12.5', '12.5'],
    ['us.openai.gpt-6-astra', 'us-east-1', '11', '55', '1.1', '13.75', '13.75'],
    ['openai.gpt-5.5', 'us-east-1', '5.5', '33', '0.55', undefined, undefined],
    ['openai.gpt-5.4', 'us-east-1', '2.75', '16.5', '0.275', undefined, undefined],
    [
      'us.meta.llama4-maverick-17b-instruct-v1:0',
      'us-east-1',
      '0.24',
      '0.97',
      undefined,
      undefined,
      undefined,
    ],
    [
      'us.meta.llama4-scout-17b-instruct-v1:0',
      'us-east-1',
      '0.17',
      '0.66',
      undefined,
      undefined,
      undefined,
    ],
    ['us.deepseek.r1-v1:0', 'us-east-1', '1.35', '5.4', undefined, undefined, undefined],
    [
      'amazon.titan-embed-text-v2:0',
      'us-east-1',
      '0.02',
      undefined,
      undefined,
      undefined,
      undefined,
    ],
    [
      'us.meta.llama3-1-70b-instruct-v1:0',
      'us-east-1',
      '0.72',
      '0.72',
      undefined,
      undefined,
      undefined,
    ],
    [
      'mistral.mistral-large-2402-v1:0',
      'eu-west-3',
      '5.2',
      '15.6',
      undefined,
      undefined,
      undefined,
    ],
    [
      'qwen.qwen3-coder-480b-a35b-v1:0',
      'us-west-2',
      '0.45',
      '1.8',
      undefined,
      undefined,
      undefined,
    ],
  ])('%s in %s', (model, region, ...prices) => {
    const { row } = createPriceBook().resolve(usageRow({ model, region }).key);

    expect(priceKinds.map((kind) => row?.[kind])).toEqual(prices);
  });
});

describe('every row', () => {
  test('has an id that a call can name, and is found by it', () => {
    const unreachable = table.ids().filter((id) => {
      const { exactId, baseModel } = parseModelId(id);
      return exactId !== id || baseModel === null;
    });

    expect(unreachable).toEqual([]);
  });

  test('has a profile id in the scope of profiles only', () => {
    const misplaced = allRows.filter(
      ({ id, scope }) => parseModelId(id).geography !== null && scope !== 'geo',
    );

    expect(misplaced.map(nameOf)).toEqual([]);
  });

  test('has amounts that are decimal strings', () => {
    const wrong = allRows.filter(
      (row) => !amountsOf(row).every((text) => amountPattern.test(text)),
    );

    expect(wrong.map(nameOf)).toEqual([]);
  });

  test('says a price, or why there is none', () => {
    const silent = allRows.filter(
      (row) => amountsOf(row).length === 0 && row.unpricedBecause === null,
    );

    expect(silent.map(nameOf)).toEqual([]);
  });

  test('says who says so, and when it was checked', () => {
    const unsourced = allRows.filter(
      ({ source, checkedOn }) => source === '' || checkedOn !== '2026-11-22',
    );

    expect(unsourced.map(nameOf)).toEqual([]);
  });

  test('says "free" only of writing the cache of Nova', () => {
    const free = allRows.filter((row) => priceKinds.some((kind) => Number(row[kind] ?? 1) === 0));

    expect(free.length).toBeGreaterThan(0);
    for (const row of free) {
      expect(row.id).toMatch(/amazon\.nova-/);
      expect(priceKinds.filter((kind) => row[kind] === '0')).toEqual(['cacheWrite5m']);
    }
  });

  test('has its long prices above a size that usage is counted by', () => {
    const borders = new Set(allRows.flatMap(({ longContext }) => longContext?.above ?? []));

    expect(borders).toEqual(new Set([100_000, 200_000, 272_000]));
    expect(requestSizeThresholds).toEqual(expect.arrayContaining([...borders]));
  });

  test('costs more for long requests', () => {
    const cheaper = allRows.filter(({ longContext, input }) =>
      longContext === null ? false : Number(longContext.input) <= Number(input),
    );

    expect(cheaper.map(nameOf)).toEqual([]);
  });

  test('costs less to read from the cache than to send anew', () => {
    const dearer = allRows.filter(
      ({ input, cacheRead }) => cacheRead !== undefined && Number(cacheRead) >= Number(input),
    );

    expect(dearer.map(nameOf)).toEqual([]);
  });

  test('of Claude 4.5 and later costs 1.10 of global in the region and by geography', () => {
    const recent =
      /^anthropic\.claude-(?:fable|haiku-[45]-5|opus-(?:4-[5-9]|5)|sonnet-(?:4-[56]|5))/;
    const ids = table.ids().filter((id) => recent.test(id));
    const book = createPriceBook();
    const input = (model: string) => Number(book.resolve(usageRow({ model }).key).row?.input);

    expect(ids.length).toBeGreaterThan(20);
    expect(ids.map((id) => (input(id) / input(`global.${id}`)).toFixed(10))).toEqual(
      ids.map(() => '1.1000000000'),
    );
    expect(ids.map((id) => input(`us.${id}`))).toEqual(ids.map(input));
  });
});

describe('createPriceTable', () => {
  const data = { checkedOn: '2026-01-02', sources: { x: 'Somebody' }, regionSets: {} };

  test('reads a line with everything in it', () => {
    const { rowsOf } = createPriceTable({
      ...data,
      regionSets: { '0': 'a-1,b-2' },
      lines: 'v.m|i|0|f|1,2,3,4,5|200000,6,7|512x512:fine=8;any=9|2026-01-01..2026-02-02|x|because',
    });

    expect(rowsOf('v.m')).toEqual(
      ['a-1', 'b-2'].map((region) => ({
        id: 'v.m',
        scope: 'in-region',
        region,
        tier: 'flex',
        input: '1',
        output: '2',
        cacheRead: '3',
        cacheWrite5m: '4',
        cacheWrite1h: '5',
        longContext: { above: 200_000, input: '6', output: '7' },
        perImage: [
          { size: '512x512', quality: 'fine', usd: '8' },
          { size: 'any', quality: null, usd: '9' },
        ],
        effectiveFrom: '2026-01-01',
        effectiveTo: '2026-02-02',
        source: 'Somebody',
        checkedOn: '2026-01-02',
        unpricedBecause: 'because',
      })),
    );
  });

  test('an unknown letter is a fault of the table, not a price', () => {
    const { rowsOf } = createPriceTable({ ...data, lines: 'v.m|q||||||||x' });

    expect(() => rowsOf('v.m')).toThrow('The price table has no meaning for "q"');
  });
});
