import type { PricingScope } from '../model/model-id.ts';
import { isInForce } from './find-price.ts';
import type { PriceBook } from './price-book.ts';
import type { PriceRow, PriceTier } from './price-row.ts';

/**
 * What prices to list; what is left out is not asked for.
 *
 * @example
 * listPrices(book, { idContains: 'claude', region: 'eu-west-1', usageDate: '2026-11-22' });
 */
export interface PriceFilter {
  /** Text that is part of the id, in any case: `nova`, `anthropic.`. It finds prices to show, never to charge. */
  readonly idContains?: string | undefined;
  /** Prices for calls from this region: its own, and those for all regions. */
  readonly region?: string | undefined;
  readonly scope?: PricingScope | undefined;
  readonly tier?: PriceTier | undefined;
  /** Only prices in force on this day (UTC), `YYYY-MM-DD`. */
  readonly usageDate?: string | undefined;
}

/**
 * Lists prices: the user's own first, then the list, by id.
 *
 * @example
 * listPrices(createPriceBook(), { idContains: 'nova-pro', tier: 'standard' });
 */
export function listPrices(book: PriceBook, filter: PriceFilter = {}): PriceRow[] {
  const { idContains, region, scope, tier, usageDate } = filter;
  return [...book.rows()].filter(
    (row) =>
      (idContains === undefined || row.id.toLowerCase().includes(idContains.toLowerCase())) &&
      (region === undefined || row.region === null || row.region === region) &&
      (scope === undefined || row.scope === scope) &&
      (tier === undefined || row.tier === tier) &&
      (usageDate === undefined || isInForce(row, usageDate)),
  );
}
