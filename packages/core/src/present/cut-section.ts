import { Big } from 'big.js';

import { sectionDimension } from './section-titles.ts';
import type { SectionRow, UsageTotals } from '../model/report.ts';
import type { CostStatus } from '../model/spend-row.ts';

/**
 * A section as it is shown: some of its rows and the sum of the others, so that it still balances.
 *
 * @example
 * const { rows, rest }: CutSection = cutSection(report.sections.byModel ?? [], { section: 'byModel' });
 */
export interface CutSection {
  rows: readonly SectionRow[];
  rest: SectionRest | null;
}

/**
 * The sum of the rows of a section that are not shown.
 *
 * @example
 * const restOf = ({ rowCount, costUsd }: SectionRest) => `${rowCount} more: ${costUsd}`;
 */
export interface SectionRest extends UsageTotals {
  /** Number of rows that are not shown. */
  rowCount: number;
}

/**
 * Which section to cut, and what to keep of it.
 *
 * @example
 * const options: CutOptions = { section: 'byModel', top: 10, by: 'cost' };
 */
export interface CutOptions {
  section: string;
  /** Rows to show. Default all. */
  top?: number | undefined;
  /** What makes a row a big one. Default `tokens`, which is how the sections of a report are ordered. */
  by?: 'tokens' | 'cost' | undefined;
}

/**
 * The `top` biggest rows, the biggest first; days and hours stay in the order of time.
 *
 * @example
 * const { rows, rest } = cutSection(report.sections.byModel ?? [], { section: 'byModel', top: 10 });
 * if (rest !== null) console.log(`${rows.length} models, and ${rest.rowCount} more: ${rest.costUsd}`);
 */
export function cutSection(
  rows: readonly SectionRow[],
  { section, top = rows.length, by = 'tokens' }: CutOptions,
): CutSection {
  const biggestFirst = by === 'cost' ? rows.toSorted(byCost) : rows.toSorted(byTokens);
  const ordered = isTimeline(section) ? rows : biggestFirst;
  if (rows.length <= top) return { rows: ordered, rest: null };
  const shown = new Set(biggestFirst.slice(0, top));
  return {
    rows: ordered.filter((row) => shown.has(row)),
    rest: sumRows(rows.filter((row) => !shown.has(row))),
  };
}

function isTimeline(section: string): boolean {
  return ['day', 'hour'].includes(sectionDimension(section));
}

// Sorting is stable, so rows of equal size stay in the order of the section. A row that sums others
// is the last one, however big.
function byTokens(left: SectionRow, right: SectionRow): number {
  return sumsOthers(left) - sumsOthers(right) || right.totalTokens - left.totalTokens;
}

function byCost(left: SectionRow, right: SectionRow): number {
  return (
    sumsOthers(left) - sumsOthers(right) ||
    new Big(right.costUsd).cmp(left.costUsd) ||
    right.totalTokens - left.totalTokens
  );
}

function sumsOthers({ rowCount }: SectionRow): number {
  return rowCount === undefined ? 0 : 1;
}

function sumRows(rows: readonly SectionRow[]): SectionRest {
  const sum = (read: (row: SectionRow) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  return {
    // One of them may sum others itself.
    rowCount: sum(({ rowCount = 1 }) => rowCount),
    requests: sum(({ requests }) => requests),
    served: sum(({ served }) => served),
    failed: sum(({ failed }) => failed),
    blocked: sum(({ blocked }) => blocked),
    unknownCounts: sum(({ unknownCounts }) => unknownCounts),
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    cacheReadTokens: sum(({ cacheReadTokens }) => cacheReadTokens),
    cacheWriteTokens: sum(({ cacheWriteTokens }) => cacheWriteTokens),
    effectiveInputTokens: sum(({ effectiveInputTokens }) => effectiveInputTokens),
    totalTokens: sum(({ totalTokens }) => totalTokens),
    costUsd: rows.reduce((total, { costUsd }) => total.plus(costUsd), new Big(0)).toFixed(),
    costStatus: costStatusOf(rows),
    unpricedRequests: sum(({ unpricedRequests }) => unpricedRequests),
  };
}

function costStatusOf(rows: readonly SectionRow[]): CostStatus {
  if (rows.every(({ costStatus }) => costStatus === 'complete')) return 'complete';
  const priced = rows.some(
    ({ costStatus, costUsd, totalTokens }) =>
      costStatus === 'incomplete' ||
      // Images cost something and have no tokens.
      (costStatus === 'complete' && (totalTokens > 0 || costUsd !== '0')),
  );
  return priced ? 'incomplete' : 'unpriced';
}
