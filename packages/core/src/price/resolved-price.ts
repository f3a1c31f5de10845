import type { Big } from 'big.js';

import type { TokenCounts } from '../model/tokens.ts';
import type { PriceKey } from '../model/usage-row.ts';
import type { ResolutionRule } from './find-price.ts';
import type { PriceKind, PriceRow, PriceTier, TokenPrices } from './price-row.ts';
import { perToken } from './usd.ts';

/**
 * Which list a price came from.
 *
 * @example
 * const origins: PriceOrigin[] = ['own', 'list'];
 */
export type PriceOrigin = 'own' | 'list';

/**
 * The answer of a price book for one key.
 *
 * @example
 * const prices: ResolvedPrice[] = usageRows.map(({ key }) => book.resolve(key));
 */
export interface ResolvedPrice {
  /** The row that prices it; `null` when there is none. */
  readonly row: PriceRow | null;
  readonly origin: PriceOrigin | null;
  readonly rule: ResolutionRule | null;
  /** Why there is no price; `null` when there is one. */
  readonly unpricedBecause: string | null;
  readonly tier: PriceTier | null;
  /** The whole request is paid at the prices of long requests. */
  readonly longContext: boolean;
  /** What is left of the price after the discount. */
  readonly factor: Big;
  /** Units of 10^-24 dollars per token; `null` where the kind has no price. */
  readonly unitsPerToken: Readonly<Record<keyof TokenCounts, bigint | null>>;
  /** No kind of token lacks a price. */
  readonly pricesAllKinds: boolean;
  /** Writes without a lifetime could have cost something else than the 5 minutes they are priced at. */
  readonly lifetimeMatters: boolean;
  /** The day of use lies before the first day on which the price was checked. */
  readonly beforeFirstCheck: boolean;
}

/** What kind of price each count is paid at. */
export const priceKindOf: Readonly<Record<keyof TokenCounts, PriceKind>> = {
  inputTokens: 'input',
  outputTokens: 'output',
  cacheReadTokens: 'cacheRead',
  cacheWrite5mTokens: 'cacheWrite5m',
  cacheWrite1hTokens: 'cacheWrite1h',
  cacheWriteUnsplitTokens: 'cacheWrite5m',
};

/** Prepares a row for pricing any number of usage rows of one key. */
export function toResolvedPrice(
  found: { row: PriceRow; rule: ResolutionRule; origin: PriceOrigin },
  key: PriceKey,
  { tier, factor }: { tier: PriceTier; factor: Big },
): ResolvedPrice {
  const { row, rule, origin } = found;
  const longContext = row.longContext !== null && key.requestSizeClass >= row.longContext.above;
  const prices = pricesFor(row, longContext);
  const units = unitsPerToken(prices, factor);
  return {
    row,
    origin,
    rule,
    unpricedBecause: null,
    tier,
    longContext,
    factor,
    unitsPerToken: units,
    pricesAllKinds: !Object.values(units).includes(null),
    lifetimeMatters:
      prices.cacheWrite1h !== undefined && prices.cacheWrite1h !== prices.cacheWrite5m,
    beforeFirstCheck:
      row.checkedOn !== null && row.effectiveFrom === null && key.usageDate < row.checkedOn,
  };
}

/** The prices of a row for short or for long requests. */
export function pricesFor(row: PriceRow, longContext: boolean): TokenPrices {
  return longContext && row.longContext !== null ? row.longContext : row;
}

// One price answers for many keys: those of every day and region that it holds for.
const known = new WeakMap<TokenPrices, { factor: Big; units: ResolvedPrice['unitsPerToken'] }>();

function unitsPerToken(prices: TokenPrices, factor: Big): ResolvedPrice['unitsPerToken'] {
  const last = known.get(prices);
  if (last?.factor === factor) return last.units;
  const units = countUnits(prices, factor);
  known.set(prices, { factor, units });
  return units;
}

function countUnits(prices: TokenPrices, factor: Big): ResolvedPrice['unitsPerToken'] {
  const units = (kind: keyof TokenCounts) => {
    const price = prices[priceKindOf[kind]];
    return price === undefined ? null : perToken(price, factor);
  };
  return {
    inputTokens: units('inputTokens'),
    outputTokens: units('outputTokens'),
    cacheReadTokens: units('cacheReadTokens'),
    cacheWrite5mTokens: units('cacheWrite5mTokens'),
    cacheWrite1hTokens: units('cacheWrite1hTokens'),
    cacheWriteUnsplitTokens: units('cacheWriteUnsplitTokens'),
  };
}

/** The answer where there is no price. */
export function noPrice(
  unpricedBecause: string,
  tier: PriceTier | null,
  factor: Big,
): ResolvedPrice {
  return {
    row: null,
    origin: null,
    rule: null,
    unpricedBecause,
    tier,
    longContext: false,
    factor,
    unitsPerToken: {
      inputTokens: null,
      outputTokens: null,
      cacheReadTokens: null,
      cacheWrite5mTokens: null,
      cacheWrite1hTokens: null,
      cacheWriteUnsplitTokens: null,
    },
    pricesAllKinds: false,
    lifetimeMatters: false,
    beforeFirstCheck: false,
  };
}
