import { SpendError } from '../errors.ts';
import { isDate } from '../model/is-date.ts';
import { parseModelId, pricingScope, type PricingScope } from '../model/model-id.ts';
import { requestSizeThresholds } from '../model/usage-row.ts';
import type { FindablePriceRow } from './find-price.ts';
import { priceKinds, type ImagePrice, type PriceTier, type TokenPrices } from './price-row.ts';
import { amountPattern } from './usd.ts';

/**
 * A price of the user's own: US dollars per million tokens, decimal strings. It stands before every
 * list price. A kind of token that is left out has no price.
 *
 * @example
 * const book = createPriceBook({
 *   overrides: [{ id: 'amazon.nova-pro-v1:0', scope: 'geo', input: '0.70', output: '2.80' }],
 * });
 */
export interface PriceOverride extends TokenPrices {
  /** Model id as called, base model id, or any ARN; also of application inference profiles. */
  readonly id: string;
  /**
   * Kind of call it holds for. Left out: calls of exactly this id in any scope, and, for a base model
   * id, calls in the region only.
   */
  readonly scope?: PricingScope | undefined;
  /** Region of the call; left out: all regions. */
  readonly region?: string | undefined;
  /** Left out: standard. */
  readonly tier?: PriceTier | undefined;
  readonly longContext?: (TokenPrices & { readonly above: number }) | undefined;
  readonly perImage?: readonly Omit<ImagePrice, 'quality'>[] | undefined;
  /** First day (UTC) it holds, `YYYY-MM-DD`. */
  readonly effectiveFrom?: string | undefined;
  /** Last day (UTC) it holds. */
  readonly effectiveTo?: string | undefined;
  /** Take the discount off this price too; otherwise it is what is paid. */
  readonly discounted?: boolean | undefined;
}

/** An override as it is looked up and explained. */
export interface OverrideRow extends FindablePriceRow {
  readonly discounted: boolean;
}

/**
 * The user's prices by id. Throws `INVALID_PRICES` for what no price can be: not an amount, not a day,
 * an unknown length, two prices for the same call on the same day.
 */
export function overrideRows(
  overrides: readonly PriceOverride[],
): ReadonlyMap<string, readonly OverrideRow[]> {
  const byId = new Map<string, OverrideRow[]>();
  for (const override of overrides) {
    checkAmounts(override);
    checkDates(override);
    const row = overrideRow(override);
    const rows = byId.get(row.id) ?? [];
    if (rows.some((other) => overlaps(row, other))) {
      throw new SpendError(
        'INVALID_PRICES',
        `Two prices for ${row.id} hold at the same time: give them different regions, scopes, tiers or dates.`,
      );
    }
    byId.set(row.id, [...rows, row]);
  }
  return byId;
}

function overrideRow(override: PriceOverride): OverrideRow {
  const { id, scope, region, tier, longContext, perImage, effectiveFrom, effectiveTo } = override;
  return {
    ...override,
    scope: scope ?? pricingScope(parseModelId(id), region ?? ''),
    region: region ?? null,
    tier: tier ?? 'standard',
    longContext: longContext ?? null,
    perImage: (perImage ?? []).map((price) => ({ ...price, quality: null })),
    effectiveFrom: effectiveFrom ?? null,
    effectiveTo: effectiveTo ?? null,
    source: 'own price',
    checkedOn: null,
    unpricedBecause: null,
    anyScopeForExactId: scope === undefined,
    discounted: override.discounted ?? false,
  };
}

function checkAmounts(override: PriceOverride): void {
  const { id, longContext, perImage = [] } = override;
  const amounts = [
    ...priceKinds.map((kind) => [kind, override[kind]] as const),
    ...priceKinds.map((kind) => [`longContext.${kind}`, longContext?.[kind]] as const),
    ...perImage.map(({ size, usd }) => [`perImage ${size}`, usd] as const),
  ];
  for (const [name, amount] of amounts) {
    if (amount !== undefined && !amountPattern.test(amount)) {
      throw new SpendError(
        'INVALID_PRICES',
        `${name} of ${id} is ${JSON.stringify(amount)}: write an amount in US dollars such as "3.30", with at most 12 decimals.`,
      );
    }
  }
  const thresholds: readonly number[] = requestSizeThresholds;
  if (longContext !== undefined && !thresholds.includes(longContext.above)) {
    throw new SpendError(
      'INVALID_PRICES',
      `longContext.above of ${id} is ${longContext.above}: usage is counted by size above ${thresholds.join(', ')} tokens only.`,
    );
  }
}

function checkDates({ id, effectiveFrom, effectiveTo }: PriceOverride): void {
  for (const [name, day] of Object.entries({ effectiveFrom, effectiveTo })) {
    if (day !== undefined && !isDate(day)) {
      throw new SpendError(
        'INVALID_PRICES',
        `${name} of ${id} is ${JSON.stringify(day)}: write a day as YYYY-MM-DD.`,
      );
    }
  }
  if (effectiveFrom !== undefined && effectiveTo !== undefined && effectiveTo < effectiveFrom) {
    throw new SpendError(
      'INVALID_PRICES',
      `The price for ${id} would end on ${effectiveTo}, before it begins on ${effectiveFrom}: swap the days.`,
    );
  }
}

function overlaps(one: OverrideRow, other: OverrideRow): boolean {
  return (
    one.scope === other.scope &&
    one.region === other.region &&
    one.tier === other.tier &&
    (one.effectiveFrom ?? '') <= (other.effectiveTo ?? '9999') &&
    (other.effectiveFrom ?? '') <= (one.effectiveTo ?? '9999')
  );
}
