import type { Invocation } from '../model/invocation.ts';
import type { SpendRow } from '../model/spend-row.ts';
import { dollarUnits } from './dollar-units.ts';
import { tieBreaker } from './tie-breaker.ts';

/**
 * What single calls can be ordered by: the most expensive, the latest or those with the most tokens
 * first.
 *
 * @example
 * for (const order of invocationOrders) await listInvocations(source, { days: 7 }, { order });
 */
export const invocationOrders = ['cost', 'time', 'tokens'] as const;

/**
 * One of `invocationOrders`.
 *
 * @example
 * const order: InvocationOrder = 'time';
 */
export type InvocationOrder = (typeof invocationOrders)[number];

/** Where a call stands in an order: two calls of the same position are alike in everything. */
export interface Position {
  /** The larger, the earlier. */
  rank: bigint;
  timestampMs: number;
  requestId: string;
  /** Tells calls of the same rank, time and request id apart. */
  tie(): string;
}

/** A request id may be of any length; its beginning is enough for an order. */
const comparedCharacters = 100;

/** Position of a call; what it costs is asked for in the order by cost only. */
export function positionOf(
  invocation: Invocation,
  { order, spendOf }: { order: InvocationOrder; spendOf: (call: Invocation) => SpendRow },
): Position {
  let tie: string | undefined;
  return {
    rank: rankOf[order](invocation, spendOf),
    timestampMs: invocation.timestampMs,
    requestId: invocation.requestId.slice(0, comparedCharacters),
    tie: () => (tie ??= tieBreaker(invocation)),
  };
}

/** By rank, then the latest first, then by request id. Negative: `left` comes first. */
export function comparePositions(left: Position, right: Position): number {
  if (left.rank !== right.rank) return left.rank > right.rank ? -1 : 1;
  if (left.timestampMs !== right.timestampMs) return right.timestampMs - left.timestampMs;
  return compareText(left.requestId, right.requestId) || compareText(left.tie(), right.tie());
}

const rankOf: Readonly<
  Record<InvocationOrder, (call: Invocation, spendOf: (call: Invocation) => SpendRow) => bigint>
> = {
  cost: (call, spendOf) => costRank(call, spendOf(call)),
  time: () => 0n,
  tokens: (call) => BigInt(knownTokens(call)),
};

// More than a call can have tokens.
const pricedFrom = 64n;

/**
 * First what has a price, by its known part; then what has none, by its tokens, for it may be dear;
 * last what is known to be free.
 */
function costRank(call: Invocation, { costUsd, costStatus }: SpendRow): bigint {
  const units = dollarUnits(costUsd);
  if (units > 0n) return units << pricedFrom;
  return costStatus === 'complete' ? 0n : BigInt(knownTokens(call)) + 1n;
}

function knownTokens(call: Invocation): number {
  return (
    (call.inputTokens ?? 0) +
    (call.outputTokens ?? 0) +
    call.cacheReadTokens +
    call.cacheWriteTokens
  );
}

// By code unit, not by language: the same order everywhere.
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
