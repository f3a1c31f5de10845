import type { AssumptionAmount, SpendRow } from '../model/spend-row.ts';
import { effectiveInputTokens, tokenKinds } from '../model/tokens.ts';
import type { UsageRow } from '../model/usage-row.ts';
import type { PriceBook } from './price-book.ts';
import { priceImages, type PricedImages } from './price-images.ts';
import { priceKindOf, type ResolvedPrice } from './resolved-price.ts';
import { unitsToUsd } from './usd.ts';

/**
 * Prices usage row by row. Dollars are exact decimal strings; what has no price stays out of the sum
 * and is told in `costStatus` and `unpricedReasons`. Rows in, rows out, in the same order.
 *
 * Pricing rows of grouped usage gives the same dollars as pricing every call, because the key of a
 * row holds all that a price depends on.
 *
 * @example
 * const spend = priceUsage(usageRows, createPriceBook());
 * spend[0]?.costUsd; // '0.0042'
 */
export function priceUsage(rows: Iterable<UsageRow>, book: PriceBook): SpendRow[] {
  return [...priceRows(rows, book)];
}

/** The same, one row at a time: of many rows none has to be kept. */
export function* priceRows(rows: Iterable<UsageRow>, book: PriceBook): Generator<SpendRow> {
  for (const row of rows) yield priceRow(row, book.resolve(row.key));
}

const unknownReason = 'token counts not in the log';

// Shared by all rows that have nothing to tell: a list for each would be work for the collector.
const none: readonly never[] = Object.freeze([]);

/** Prices one row at a price that was found for its key. */
export function priceRow(row: UsageRow, price: ResolvedPrice): SpendRow {
  const served = row.requests - row.failed - row.blocked;
  const images = priceImages(row, price);
  const used = images !== null || sumOfTokens(row) > 0;
  // Calls that failed or were stopped before the model cost nothing, whatever the model.
  const billable = used || served > 0;
  const against = billable ? reasonsAgainst(row, price, images) : none;
  const missing = against.length > 0;
  const unknown = billable && row.unknownCounts > 0;
  const cost = tokenUnits(row, price) + (images?.units ?? 0n);
  const costUsd = unitsToUsd(cost);
  return {
    ...row,
    costUsd,
    costStatus: missing || unknown ? statusOfRest(row, price, images) : 'complete',
    unpricedRequests: missing ? Math.max(served, 0) : row.unknownCounts,
    unpricedReasons: unknown && price.row !== null ? [...against, unknownReason] : against,
    assumptions: cost === 0n ? none : assumptionsOf(row, price, costUsd),
  };
}

function sumOfTokens(row: UsageRow): number {
  return effectiveInputTokens(row) + row.outputTokens;
}

// One line for each kind instead of a loop: this runs for every row of a report.
function tokenUnits(row: UsageRow, { unitsPerToken: units }: ResolvedPrice): bigint {
  return (
    times(row.inputTokens, units.inputTokens) +
    times(row.outputTokens, units.outputTokens) +
    times(row.cacheReadTokens, units.cacheReadTokens) +
    times(row.cacheWrite5mTokens, units.cacheWrite5mTokens) +
    times(row.cacheWrite1hTokens, units.cacheWrite1hTokens) +
    times(row.cacheWriteUnsplitTokens, units.cacheWriteUnsplitTokens)
  );
}

function times(tokens: number, units: bigint | null): bigint {
  return tokens === 0 || units === null ? 0n : BigInt(tokens) * units;
}

/** What keeps a row from being priced in full, apart from unknown counts. */
function reasonsAgainst(
  row: UsageRow,
  price: ResolvedPrice,
  images: PricedImages | null,
): readonly string[] {
  if (price.row === null) return [price.unpricedBecause ?? 'no price for this model'];
  if (price.row.unpricedBecause !== null) return [price.row.unpricedBecause];
  if (price.pricesAllKinds && images === null) return none;
  const reasons: string[] = [];
  if (!price.pricesAllKinds) {
    const kinds = tokenKinds.filter((kind) => row[kind] > 0 && price.unitsPerToken[kind] === null);
    for (const kind of new Set(kinds.map((count) => priceKindOf[count]))) {
      reasons.push(`no price for ${kind}`);
    }
  }
  if (images !== null && images.units === null) reasons.push(images.unpricedBecause);
  return reasons;
}

/** The status of a row that is not priced in full: is there anything in it that is? */
function statusOfRest(row: UsageRow, price: ResolvedPrice, images: PricedImages | null) {
  const hasPricedPart =
    (images !== null && images.units !== null) ||
    tokenKinds.some((kind) => row[kind] > 0 && price.unitsPerToken[kind] !== null);
  return hasPricedPart ? 'incomplete' : 'unpriced';
}

function assumptionsOf(row: UsageRow, price: ResolvedPrice, costUsd: string): AssumptionAmount[] {
  const served = row.requests - row.failed - row.blocked;
  const requests = served > 0 ? served : row.requests;
  const amounts: AssumptionAmount[] = [];
  if (row.key.serviceTier === null) amounts.push({ kind: 'tier-standard', requests, costUsd });
  const unsplit = row.cacheWriteUnsplitTokens;
  const perToken = price.unitsPerToken.cacheWriteUnsplitTokens;
  if (unsplit > 0 && price.lifetimeMatters && perToken !== null) {
    const writesUsd = unitsToUsd(BigInt(unsplit) * perToken);
    amounts.push({ kind: 'cache-write-5m', requests, costUsd: writesUsd });
  }
  if (price.beforeFirstCheck) {
    amounts.push({ kind: 'price-before-first-check', requests, costUsd });
  }
  return amounts;
}
