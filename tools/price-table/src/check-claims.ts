import { parseModelId } from '@bedrock-spend/core';

import { findPrice } from '../../../packages/core/src/price/find-price.ts';
import type { PriceKind, PriceRow } from '../../../packages/core/src/price/price-row.ts';
import type { PriceTable } from '../../../packages/core/src/price/price-table.ts';
import { calledId, type Claim } from './claim.ts';
import { relativeDifference } from './decimal.ts';
import { ruleFor, type Rule } from './decisions.ts';

/** A figure of a source that the table does not follow. */
export interface Disagreement {
  readonly claim: Claim;
  /** What the table says instead; `null` where it has no price. */
  readonly table: string | null;
  /** Why; `null` when nobody decided it yet. */
  readonly rule: Rule | null;
}

/** Sources may round; beyond a percent (and the noise of binary division) they contradict each other. */
const tolerance = 0.01 + 1e-9;

/**
 * Looks up every figure of every source in the finished table, with the library's own resolution, on
 * the day the source stated it, and returns those that are off by more than a percent.
 */
export function checkClaims(
  claims: readonly Claim[],
  table: PriceTable,
  rules: readonly Rule[],
): Disagreement[] {
  return claims.flatMap((claim) => {
    const found = priceOf(claim, table);
    if (found !== null && relativeDifference(found, claim.usd) <= tolerance) return [];
    return [{ claim, table: found, rule: ruleFor(claim, rules) ?? null }];
  });
}

function priceOf(claim: Claim, table: PriceTable): string | null {
  const found = findPrice(table.rowsOf, {
    model: parseModelId(calledId(claim)),
    region: claim.region ?? 'unlisted-region',
    scope: claim.scope,
    tier: claim.tier,
    usageDate: claim.effectiveTo ?? claim.statedOn,
  });
  return found === null ? null : figureOf(found.row, claim);
}

function figureOf(row: PriceRow, { kind, above }: Claim): string | null {
  if (kind === 'image') return row.perImage[0]?.usd ?? null;
  if (!kind.startsWith('long.')) return row[kind as PriceKind] ?? null;
  if (row.longContext?.above !== above) return null;
  return row.longContext[kind.slice('long.'.length) as PriceKind] ?? null;
}
