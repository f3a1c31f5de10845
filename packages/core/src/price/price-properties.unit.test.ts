import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { tokenKinds } from '../model/tokens.ts';
import type { UsageRow } from '../model/usage-row.ts';
import { createPriceBook } from './price-book.ts';
import { priceUsage } from './price-usage.ts';
import { unitsToUsd, usdToUnits } from './usd.ts';
import { usageRow } from './usage-row.testing.ts';

const models = [
  'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'eu.amazon.nova-pro-v1:0',
  'cohere.command-r-plus-v1:0',
  'us.openai.gpt-5.6-sol',
  'nobody.knows-v1:0',
];
const tokens = fc.nat({ max: 2_000_000 });

/** One call. */
const call = fc
  .record({
    model: fc.constantFrom(...models),
    region: fc.constantFrom('us-east-1', 'eu-central-1'),
    usageDate: fc.constantFrom('2026-08-20', '2026-08-21', '2026-11-22'),
    serviceTier: fc.constantFrom(null, 'standard' as const),
    requestSizeClass: fc.constantFrom(0 as const, 200_000 as const, 272_000 as const),
    inputTokens: tokens,
    outputTokens: tokens,
    cacheReadTokens: tokens,
    cacheWrite5mTokens: tokens,
    cacheWrite1hTokens: tokens,
    cacheWriteUnsplitTokens: tokens,
    failed: fc.constantFrom(0, 1),
  })
  .map(usageRow);
const calls = fc.array(call, { maxLength: 40 });

function totalUsd(rows: Iterable<UsageRow>, book = createPriceBook()): string {
  return priceUsage(rows, book)
    .reduce((sum, { costUsd }) => sum.plus(costUsd), new Big(0))
    .toFixed();
}

/** Calls of one key added up, as the aggregate stage does it. */
function grouped(rows: readonly UsageRow[]): UsageRow[] {
  const groups = new Map<string, UsageRow>();
  for (const row of rows) {
    const name = JSON.stringify(row.key);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, { ...row });
      continue;
    }
    group.requests += row.requests;
    group.failed += row.failed;
    for (const kind of tokenKinds) group[kind] += row[kind];
  }
  return [...groups.values()];
}

/** Dollars of each assumption. */
function assumedUsd(rows: readonly UsageRow[]): Record<string, string> {
  const byKind: Record<string, string> = {};
  const spend = priceUsage(rows, createPriceBook());
  for (const { kind, costUsd } of spend.flatMap(({ assumptions }) => assumptions)) {
    byKind[kind] = new Big(byKind[kind] ?? 0).plus(costUsd).toFixed();
  }
  return byKind;
}

test('grouped rows cost what their calls cost, to the last digit', () => {
  fc.assert(
    fc.property(calls, (rows) => {
      expect(totalUsd(grouped(rows))).toBe(totalUsd(rows));
    }),
  );
});

test('assumptions of grouped rows are those of their calls', () => {
  fc.assert(
    fc.property(calls, (rows) => {
      expect(assumedUsd(grouped(rows))).toEqual(assumedUsd(rows));
    }),
  );
});

test('the order of rows does not change what each of them costs', () => {
  fc.assert(
    fc.property(calls, (rows) => {
      const forwards = priceUsage(rows, createPriceBook());
      const backwards = priceUsage(rows.toReversed(), createPriceBook());

      expect(backwards.toReversed()).toEqual(forwards);
    }),
  );
});

test('a cost is a plain decimal and never negative', () => {
  fc.assert(
    fc.property(calls, (rows) => {
      for (const { costUsd } of priceUsage(rows, createPriceBook())) {
        expect(costUsd).toMatch(/^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      }
    }),
  );
});

test('more tokens never cost less', () => {
  fc.assert(
    fc.property(call, fc.constantFrom(...tokenKinds), tokens, (row, kind, more) => {
      const less = new Big(totalUsd([row]));

      expect(less.lte(totalUsd([{ ...row, [kind]: row[kind] + more }]))).toBe(true);
    }),
  );
});

test('a discount is linear: what is off and what is left make the whole', () => {
  fc.assert(
    fc.property(calls, fc.nat({ max: 1_000_000 }), (rows, tenThousandths) => {
      const percent = new Big(tenThousandths).div(10_000);
      const rest = new Big(100).minus(percent);
      const left = totalUsd(rows, createPriceBook({ discountPercent: percent.toFixed() }));
      const off = totalUsd(rows, createPriceBook({ discountPercent: rest.toFixed() }));

      expect(new Big(left).plus(off).toFixed()).toBe(totalUsd(rows));
    }),
  );
});

test('dollars keep every digit through units and back', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 999_999_999 }), (whole, fraction) => {
      const usd = `${whole}.${String(fraction).padStart(12, '0')}`;

      expect(unitsToUsd(usdToUnits(usd, new Big(1)))).toBe(new Big(usd).toFixed());
    }),
  );
});
