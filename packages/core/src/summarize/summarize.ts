import { createAssumptionSums } from './assumption-sums.ts';
import { listUnpriced } from './list-unpriced.ts';
import { createMoneyScale } from './money-scale.ts';
import { compareRows } from './section-order.ts';
import { addSpend, emptySum, usageTotals, type SpendSum } from './spend-sum.ts';
import { noValue, sectionName, type Dimension } from '../model/dimension.ts';
import type { Report, SectionRow } from '../model/report.ts';
import type { SpendRow } from '../model/spend-row.ts';

/** The part of a report that follows from its priced rows. */
export interface Summary extends Pick<Report, 'totals' | 'sections' | 'unpriced' | 'assumptions'> {
  regionsFound: string[];
}

/**
 * Adds priced rows up: once for all of them, and once for each value of every dimension asked for, so
 * that each section adds up to the totals.
 */
export function summarize(rows: readonly SpendRow[], groupBy: readonly Dimension[]): Summary {
  const money = createMoneyScale(amountsOf(rows));
  const totals = emptySum();
  const assumptions = createAssumptionSums(money);
  const sections = groupBy.map((dimension) => ({ dimension, sums: new Map<string, SpendSum>() }));
  for (const row of rows) {
    const costUnits = money.units(row.costUsd);
    addSpend(totals, row, costUnits);
    for (const { dimension, sums } of sections) {
      addSpend(sumOf(sums, row.dimensions[dimension] ?? noValue), row, costUnits);
    }
    assumptions.add(row.assumptions);
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
    unpriced: listUnpriced(rows),
    assumptions: assumptions.list(),
    regionsFound: [...new Set(rows.map(({ key }) => key.region))].filter(Boolean).sort(),
  };
}

function* amountsOf(rows: readonly SpendRow[]): Iterable<string> {
  for (const { costUsd, assumptions } of rows) {
    yield costUsd;
    for (const assumption of assumptions) yield assumption.costUsd;
  }
}

function sumOf(sums: Map<string, SpendSum>, key: string): SpendSum {
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = emptySum();
    sums.set(key, sum);
  }
  return sum;
}
