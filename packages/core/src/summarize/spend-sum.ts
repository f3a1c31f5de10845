import type { MoneyScale } from './money-scale.ts';
import type { UsageTotals } from '../model/report.ts';
import type { CostStatus, SpendRow } from '../model/spend-row.ts';
import { cacheWriteTokens, effectiveInputTokens } from '../model/tokens.ts';

/** A sum of priced rows. */
export interface SpendSum {
  requests: number;
  failed: number;
  blocked: number;
  unknownCounts: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  costUnits: bigint;
  unpricedRequests: number;
  /** Something in it was used and has a price. */
  somethingPriced: boolean;
  /** Something in it has no price, or a count that is unknown. */
  somethingMissing: boolean;
}

/** A sum of nothing. */
export function emptySum(): SpendSum {
  return {
    requests: 0,
    failed: 0,
    blocked: 0,
    unknownCounts: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costUnits: 0n,
    unpricedRequests: 0,
    somethingPriced: false,
    somethingMissing: false,
  };
}

/** Adds a row, whose cost is given in the units of the report's money scale. */
export function addSpend(sum: SpendSum, row: SpendRow, costUnits: bigint): void {
  sum.requests += row.requests;
  sum.failed += row.failed;
  sum.blocked += row.blocked;
  sum.unknownCounts += row.unknownCounts;
  sum.inputTokens += row.inputTokens;
  sum.outputTokens += row.outputTokens;
  sum.cacheReadTokens += row.cacheReadTokens;
  sum.cacheWriteTokens += cacheWriteTokens(row);
  sum.costUnits += costUnits;
  sum.unpricedRequests += row.unpricedRequests;
  if (row.costStatus !== 'complete') sum.somethingMissing = true;
  // Calls that failed used nothing: beside an unpriced model they do not make its cost a partial one.
  if (row.costStatus === 'incomplete' || (row.costStatus === 'complete' && wasUsed(row))) {
    sum.somethingPriced = true;
  }
}

function wasUsed(row: SpendRow): boolean {
  return effectiveInputTokens(row) + row.outputTokens + row.imageRequests > 0;
}

/** The sum as the report tells it. */
export function usageTotals(sum: SpendSum, money: MoneyScale): UsageTotals {
  const effectiveInput = sum.inputTokens + sum.cacheReadTokens + sum.cacheWriteTokens;
  return {
    requests: sum.requests,
    served: sum.requests - sum.failed - sum.blocked,
    failed: sum.failed,
    blocked: sum.blocked,
    unknownCounts: sum.unknownCounts,
    inputTokens: sum.inputTokens,
    outputTokens: sum.outputTokens,
    cacheReadTokens: sum.cacheReadTokens,
    cacheWriteTokens: sum.cacheWriteTokens,
    effectiveInputTokens: effectiveInput,
    totalTokens: effectiveInput + sum.outputTokens,
    costUsd: money.amount(sum.costUnits),
    costStatus: costStatus(sum),
    unpricedRequests: sum.unpricedRequests,
  };
}

function costStatus({ somethingPriced, somethingMissing }: SpendSum): CostStatus {
  if (!somethingMissing) return 'complete';
  return somethingPriced ? 'incomplete' : 'unpriced';
}
