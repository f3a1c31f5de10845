import type { UsageRow } from './usage-row.ts';

/**
 * `complete`: every count has a price. `incomplete`: part of it has none, or a count is unknown.
 * `unpriced`: nothing that was used has a price, or every count is unknown.
 *
 * @example
 * const status: CostStatus = report.totals.costStatus;
 */
export type CostStatus = 'complete' | 'incomplete' | 'unpriced';

/**
 * What a price rests on that the log does not say.
 *
 * @example
 * const kinds: AssumptionKind[] = report.assumptions.map(({ kind }) => kind);
 */
export type AssumptionKind =
  /** The log does not name the service tier: standard. */
  | 'tier-standard'
  /** The log does not tell the lifetime of cache writes: 5 minutes. */
  | 'cache-write-5m'
  /** The price was first checked after the day of use and is taken to have been the same. */
  | 'price-before-first-check';

/**
 * Usage with its price. Dollars are decimal strings, exact, unrounded.
 *
 * @example
 * const rows: SpendRow[] = priceUsage(usageRows, book);
 */
export interface SpendRow extends UsageRow {
  /** US dollars of what has a price; `0` where nothing has. */
  costUsd: string;
  costStatus: CostStatus;
  /** Calls of this row that are not priced in full, served ones only. */
  unpricedRequests: number;
  /** Why not, in words: `no price for this model`; empty when complete. */
  unpricedReasons: readonly string[];
  assumptions: readonly AssumptionAmount[];
}

/**
 * How much of a row rests on an assumption.
 *
 * @example
 * const amount: AssumptionAmount = { kind: 'tier-standard', requests: 3, costUsd: '0.0042' };
 */
export interface AssumptionAmount {
  kind: AssumptionKind;
  requests: number;
  /** Decimal string, US dollars. */
  costUsd: string;
}
