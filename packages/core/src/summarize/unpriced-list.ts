import type { Unpriced } from '../model/report.ts';
import type { SpendRow } from '../model/spend-row.ts';
import { effectiveInputTokens } from '../model/tokens.ts';

/** What has no price, by model as called and region. */
export interface UnpricedList {
  /** Takes notice of a row if part of it has no price. */
  add(row: SpendRow): void;
  /** The most tokens first. */
  list(): Unpriced[];
}

export function createUnpricedList(): UnpricedList {
  const found = new Map<string, UnpricedSum>();
  return {
    add(row) {
      if (row.costStatus !== 'complete') addRow(sumOf(found, row), row);
    },
    list: () =>
      [...found.values()]
        .map(({ reasons, ...sum }) => ({ ...sum, reasons: allReasons(reasons, sum.requests) }))
        .sort(
          (left, right) =>
            right.totalTokens - left.totalTokens ||
            byText(left.model, right.model) ||
            byText(left.region, right.region),
        ),
  };
}

type UnpricedSum = Omit<Unpriced, 'reasons'> & { reasons: Set<string> };

function addRow(sum: UnpricedSum, row: SpendRow): void {
  sum.requests += row.unpricedRequests;
  sum.totalTokens += effectiveInputTokens(row) + row.outputTokens;
  for (const reason of row.unpricedReasons) sum.reasons.add(reason);
}

function sumOf(found: Map<string, UnpricedSum>, { key: { model, region } }: SpendRow): UnpricedSum {
  // The length keeps apart what would read the same when put together.
  const name = `${region.length} ${region}${model.id}`;
  let sum = found.get(name);
  if (sum === undefined) {
    sum = { model: model.id, region, reasons: new Set(), requests: 0, totalTokens: 0 };
    found.set(name, sum);
  }
  return sum;
}

/** Requests are counted where they were served, so that tokens may stand beside 0 requests. */
function allReasons(reasons: ReadonlySet<string>, servedRequests: number): string[] {
  const sorted = [...reasons].sort();
  return servedRequests === 0 ? [...sorted, 'used by calls that failed'] : sorted;
}

function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
