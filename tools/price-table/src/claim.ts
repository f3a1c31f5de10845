import type { PricingScope } from '@bedrock-spend/core';

import type { PriceKind, PriceTier } from '../../../packages/core/src/price/price-row.ts';

/** `input` … as the table has them, the same above a length, or a price per image. */
export type ClaimKind = PriceKind | `long.${PriceKind}` | 'image';

/** One figure of one source: what it says that one kind of token of one model costs. */
export interface Claim {
  /** Letter that stands for the source in the table. */
  readonly source: string;
  /** Id as the source has it. */
  readonly sourceId: string;
  /** `vendor.model`: what is left when geography and paths are taken off. */
  readonly baseId: string;
  /** `us`, `eu`, `global` …; `null` for ids without one. */
  readonly geography: string | null;
  readonly scope: PricingScope;
  readonly region: string | null;
  readonly tier: PriceTier;
  readonly kind: ClaimKind;
  /** US dollars per million tokens, or per image; decimal string. */
  readonly usd: string;
  /** Effective input tokens above which a `long.` price holds. */
  readonly above: number | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  /** Day on which the source said so: the day it was read, or its release was published. */
  readonly statedOn: string;
}

/** Id that a call would log: the geography is part of it, the region is not. */
export function calledId(claim: Claim): string {
  return claim.geography === null ? claim.baseId : `${claim.geography}.${claim.baseId}`;
}
