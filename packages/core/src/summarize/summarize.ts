import { createAssumptionSums } from './assumption-sums.ts';
import { createUnpricedList } from './unpriced-list.ts';
import { createMoneyScale } from './money-scale.ts';
import { compareRows } from './section-order.ts';
import { addSpend, emptySum, usageTotals, type SpendSum } from './spend-sum.ts';
import { noValue, sectionName, type Dimension } from '../model/dimension.ts';
import type { Report, SectionRow } from '../model/report.ts';
import type { SpendRow } from '../model/spend-row.ts';

/**
 * The part of a report that follows from its priced rows.
 *
 * @example
 * const { totals }: Summary = summarize(priceUsage(usageRows, book), ['model']);
 */
export interface Summary extends Pick<Report, 'totals' | 'sections' | 'unpriced' | 'assumptions'> {
  regionsFound: string[];
}

/**
 * Adds priced rows up: once for all of them, and once for each value of every dimension asked for, so
 * that each section adds up to the totals. Takes each row once and keeps none: they may be made one
 * at a time.
 *
 * @throws RangeError for an amount with more than 24 decimals; `priceUsage` makes none.
 * @example
 * const { totals, sections } = summarize(priceUsage(usageRows, book), ['model']);
 * console.log(totals.costUsd, sections.byModel?.length);
 */
export function summarize(rows: Iterable<SpendRow>, groupBy: readonly Dimension[]): Summary {
  const money = createMoneyScale();
  const totals = emptySum();
  const assumptions = createAssumptionSums(money);
  const unpriced = createUnpricedList();
  const regions = new Set<string>();
  const sections = groupBy.map((dimension) => ({ dimension, sums: new Map<string, SpendSum>() }));
  for (const row of rows) {
    const costUnits = money.units(row.costUsd);
    addSpend(totals, row, costUnits);
    for (const { dimension, sums } of sections) {
      addSpend(sumOf(sums, row.dimensions[dimension] ?? noValue), row, costUnits);
    }
    assumptions.add(row.assumptions);
    unpriced.add(row);
    regions.add(row.key.region);
  }
  const sectionRows = ({ dimension, sums }: (typeof sections)[number]): SectionRow[] =>
    [...sums]
      .map(([key, sum]) => ({ key, ...usageTotals(sum, money) }))
      .sort(compareRows(dimension));
  return {
    totals: usageTotals(totals, money),
    sections: Object.fromEntries(
      sections.map((section) => [sectionName(section.dimension), sectionRows(section)]),
    ),
    unpriced: unpriced.list(),
    assumptions: assumptions.list(),
    regionsFound: [...regions].filter(Boolean).sort(),
  };
}

function sumOf(sums: Map<string, SpendSum>, key: string): SpendSum {
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = emptySum();
    sums.set(key, sum);
  }
  return sum;
}
