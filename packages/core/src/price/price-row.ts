import type { PricingScope } from '../model/model-id.ts';

/**
 * Tiers of the price list. Batch is never in the invocation log; it is here to be looked up.
 *
 * @example
 * const tier: PriceTier = 'flex';
 */
export type PriceTier = 'standard' | 'batch' | 'flex' | 'priority';

export const priceTiers = ['standard', 'batch', 'flex', 'priority'] as const;

export const priceKinds = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const;

/**
 * What tokens are priced by.
 *
 * @example
 * const kind: PriceKind = 'cacheWrite1h';
 */
export type PriceKind = (typeof priceKinds)[number];

/**
 * US dollars per million tokens, decimal strings. A kind that is left out has no known price: tokens
 * of that kind are unpriced, never free. `'0'` says that there is no charge.
 *
 * @example
 * const prices: TokenPrices = { input: '3', output: '15', cacheRead: '0.30' };
 */
export type TokenPrices = { readonly [Kind in PriceKind]?: string | undefined };

/**
 * Prices of a whole request whose effective input is longer than `above` tokens.
 *
 * @example
 * const prices: LongContextPrices = { above: 200_000, input: '6', output: '22.5' };
 */
export interface LongContextPrices extends TokenPrices {
  readonly above: number;
}

/**
 * Price of one generated image.
 *
 * @example
 * const price: ImagePrice = { size: '1024x1024', quality: null, usd: '0.04' };
 */
export interface ImagePrice {
  /** `1024x1024`, or `any`. */
  readonly size: string;
  /** `null` where quality does not change the price. */
  readonly quality: string | null;
  /** US dollars per image, decimal string. */
  readonly usd: string;
}

/**
 * One price: what it is for, when it holds, and where it comes from.
 *
 * @example
 * const rows: PriceRow[] = listPrices(book, { idContains: 'nova' });
 */
export interface PriceRow extends TokenPrices {
  /** Id of the base model, or an id as callers pass it (`eu.amazon.nova-pro-v1:0`). */
  readonly id: string;
  readonly scope: PricingScope;
  /** Region of the call; `null` for every region that has no row of its own. */
  readonly region: string | null;
  readonly tier: PriceTier;
  readonly longContext: LongContextPrices | null;
  readonly perImage: readonly ImagePrice[];
  /** First day (UTC) it holds, `YYYY-MM-DD`; `null`: since before the first check. */
  readonly effectiveFrom: string | null;
  /** Last day (UTC) it holds; `null`: still in force when last checked. */
  readonly effectiveTo: string | null;
  /** Who says so. */
  readonly source: string;
  /** Day the price was last checked; `null` for prices of the user's own. */
  readonly checkedOn: string | null;
  /** Why usage stays unpriced, in part or wholly, although the model is known. */
  readonly unpricedBecause: string | null;
}
