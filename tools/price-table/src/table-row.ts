import type { PricingScope } from '../../../packages/core/src/model/model-id.ts';
import type { PriceKind, PriceTier } from '../../../packages/core/src/price/price-row.ts';

export type Prices = Readonly<Partial<Record<PriceKind, string>>>;

/** A row on its way into the table; one for each scope and region. */
export interface TableRow {
  readonly id: string;
  readonly scope: PricingScope;
  readonly region: string | null;
  readonly tier: PriceTier;
  readonly prices: Prices;
  readonly longContext: { readonly above: number; readonly prices: Prices } | null;
  /** As the table has them: `1024x1024:standard=0.04;…`. */
  readonly images: string;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  /** Letters of the sources, in order of trust. */
  readonly sources: string;
  readonly unpricedBecause: string | null;
}

/** True when two rows say the same for different scopes, regions or ids. */
export function samePrices(one: TableRow, other: TableRow): boolean {
  return priceKey(one) === priceKey(other);
}

/** Everything of a row but what it is for and who says so. */
export function priceKey(row: TableRow): string {
  const { prices, longContext, images, effectiveFrom, effectiveTo, unpricedBecause } = row;
  return JSON.stringify([
    figures(prices),
    longContext && [longContext.above, figures(longContext.prices)],
    images,
    effectiveFrom,
    effectiveTo,
    unpricedBecause,
  ]);
}

function figures(prices: Prices) {
  const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = prices;
  return [input, output, cacheRead, cacheWrite5m, cacheWrite1h].map((figure) => figure ?? null);
}
