import type { ModelId, PricingScope } from '../model/model-id.ts';
import type { PriceRow, PriceTier } from './price-row.ts';

/**
 * The rules that find a price, in the order they are tried, first among the user's own prices, then
 * in the price list. There is no other rule: a similar name never lends its price.
 */
export const resolutionRules = [
  'exact-id-and-region',
  'exact-id-and-scope',
  'base-id-and-region',
  'base-id-and-scope',
] as const;

/**
 * The rule that found a price: by exact id or base id, then for the region or for the scope.
 *
 * @example
 * const rules: (ResolutionRule | null)[] = usageRows.map(({ key }) => book.resolve(key).rule);
 */
export type ResolutionRule = (typeof resolutionRules)[number];

/** What a price is looked up by. */
export interface PriceRequest {
  readonly model: ModelId;
  readonly region: string;
  readonly scope: PricingScope;
  readonly tier: PriceTier;
  /** Day of use in UTC, `YYYY-MM-DD`. */
  readonly usageDate: string;
}

/** A row that may stand for an exact id in every scope, as the user's own prices do. */
export type FindablePriceRow = PriceRow & { readonly anyScopeForExactId?: boolean };

export interface FoundPrice<Row extends FindablePriceRow = PriceRow> {
  readonly row: Row;
  readonly rule: ResolutionRule;
}

/**
 * The price in force for a request, or `null`. A row that is not in force on the day of use is
 * passed over, as if it were not there.
 */
export function findPrice<Row extends FindablePriceRow>(
  rowsOf: (id: string) => readonly Row[],
  request: PriceRequest,
): FoundPrice<Row> | null {
  for (const rule of resolutionRules) {
    const exact = rule.startsWith('exact');
    const byRegion = rule.endsWith('region');
    for (const id of exact ? exactIds(request.model) : baseIds(request.model)) {
      const inForce = rowsOf(id).filter(
        (candidate) =>
          candidate.tier === request.tier &&
          candidate.region === (byRegion ? request.region : null) &&
          isInForce(candidate, request.usageDate),
      );
      const row =
        inForce.find(({ scope }) => scope === request.scope) ??
        (exact ? inForce.find(({ anyScopeForExactId }) => anyScopeForExactId) : undefined);
      if (row !== undefined) return { row, rule };
    }
  }
  return null;
}

/** The id as called, and the id inside of an ARN. */
export function exactIds(model: ModelId): readonly string[] {
  return model.exactId === null || model.exactId === model.id
    ? [model.id]
    : [model.id, model.exactId];
}

function baseIds(model: ModelId): readonly string[] {
  return model.baseModel === null ? [] : [model.baseModel];
}

export function isInForce(row: PriceRow, day: string): boolean {
  return (
    (row.effectiveFrom === null || row.effectiveFrom <= day) &&
    (row.effectiveTo === null || day <= row.effectiveTo)
  );
}
