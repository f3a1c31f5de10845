import { Big } from 'big.js';

import { parseModelId, pricingScope, type PricingScope } from '../model/model-id.ts';
import { requestSizeClass } from '../model/request-size-class.ts';
import type { SpendRow } from '../model/spend-row.ts';
import { effectiveInputTokens, tokenKinds, type TokenCounts } from '../model/tokens.ts';
import type { UsageRow } from '../model/usage-row.ts';
import type { ResolutionRule } from './find-price.ts';
import type { PriceBook } from './price-book.ts';
import { priceImages } from './price-images.ts';
import type { PriceKind, PriceRow, PriceTier } from './price-row.ts';
import { priceRow } from './price-usage.ts';
import { priceKindOf, pricesFor, type PriceOrigin, type ResolvedPrice } from './resolved-price.ts';
import { unitsToUsd } from './usd.ts';

/**
 * Asks about a price without usage at hand.
 *
 * @example
 * const question = { model: 'amazon.nova-lite-v1:0', region: 'us-east-1', inputTokens: 1_000_000 };
 * explainPrice(question, book).costUsd; // '0.06'
 */
export interface PriceQuestion extends Partial<TokenCounts> {
  /** Model id, profile id or ARN, as a call would name it. */
  readonly model: string;
  /** Region of the call; left out: one that has no price of its own. */
  readonly region?: string | undefined;
  /** Day of use (UTC), `YYYY-MM-DD`; left out: the day the list was last checked. */
  readonly usageDate?: string | undefined;
  /** Left out: as if the log did not say. */
  readonly tier?: Exclude<PriceTier, 'batch'> | undefined;
}

/**
 * One kind of token at its price.
 *
 * @example
 * const lines: readonly ExplainedTokens[] = explainPrice({ model: 'amazon.nova-pro-v1:0' }, book).tokens;
 */
export interface ExplainedTokens {
  readonly count: keyof TokenCounts;
  readonly tokens: number;
  readonly priceKind: PriceKind;
  /** US dollars per million tokens before any discount; `null`: no price. */
  readonly usdPerMillion: string | null;
  /** The same after the discount: what the tokens are multiplied by. */
  readonly paidUsdPerMillion: string | null;
  readonly costUsd: string | null;
}

/**
 * Why usage costs what it costs, down to the price row and the rule that found it.
 *
 * @example
 * const explanation: PriceExplanation = explainPrice({ model: 'amazon.nova-pro-v1:0' }, book);
 */
export interface PriceExplanation extends Pick<
  SpendRow,
  'costUsd' | 'costStatus' | 'unpricedReasons' | 'assumptions'
> {
  /** Model id as called. */
  readonly model: string;
  readonly baseModel: string | null;
  readonly region: string;
  readonly scope: PricingScope;
  /** Tier that was looked for; `null` for reserved capacity. */
  readonly tier: PriceTier | null;
  readonly usageDate: string;
  /** The row that prices it, with source, day checked and effective dates; `null`: unpriced. */
  readonly price: PriceRow | null;
  readonly origin: PriceOrigin | null;
  readonly rule: ResolutionRule | null;
  /** The requests are long enough for the prices of long requests. */
  readonly longContext: boolean;
  /** Percent taken off this price; `null` when none. */
  readonly discountPercent: string | null;
  /** Kinds of tokens that were used; for a question without counts, all that have a price. */
  readonly tokens: readonly ExplainedTokens[];
  /** US dollars for images; `null` without images or without their price. */
  readonly imagesCostUsd: string | null;
}

/**
 * Explains the price of a row of usage, or of a model in general.
 *
 * @example
 * const why = explainPrice({ model: 'eu.amazon.nova-pro-v1:0', region: 'eu-central-1' }, book);
 * why.rule; // 'exact-id-and-region'
 * why.price?.input; // '1.05'
 */
export function explainPrice(subject: UsageRow | PriceQuestion, book: PriceBook): PriceExplanation {
  const row = 'key' in subject ? subject : questionRow(subject, book);
  const { model, region, usageDate } = row.key;
  const price = book.resolve(row.key);
  const { costUsd, costStatus, unpricedReasons, assumptions } = priceRow(row, price);
  const images = priceImages(row, price);
  return {
    model: model.id,
    baseModel: model.baseModel,
    region,
    scope: pricingScope(model, region),
    tier: price.tier,
    usageDate,
    price: price.row,
    origin: price.origin,
    rule: price.rule,
    longContext: price.longContext,
    discountPercent: price.factor.eq(1) ? null : book.discountPercent,
    tokens: explainTokens(row, price),
    imagesCostUsd: images === null || images.units === null ? null : unitsToUsd(images.units),
    costUsd,
    costStatus,
    unpricedReasons,
    assumptions,
  };
}

function explainTokens(row: UsageRow, price: ResolvedPrice): ExplainedTokens[] {
  const used = tokenKinds.filter((count) => row[count] > 0);
  const shown = used.length > 0 ? used : tokenKinds.filter((count) => isShownUnasked(count, price));
  const prices = price.row === null ? {} : pricesFor(price.row, price.longContext);
  return shown.map((count) => {
    const priceKind = priceKindOf[count];
    const usdPerMillion = prices[priceKind] ?? null;
    const units = price.unitsPerToken[count];
    return {
      count,
      tokens: row[count],
      priceKind,
      usdPerMillion,
      paidUsdPerMillion:
        usdPerMillion === null ? null : new Big(usdPerMillion).times(price.factor).toFixed(),
      costUsd: units === null ? null : unitsToUsd(BigInt(row[count]) * units),
    };
  });
}

function isShownUnasked(count: keyof TokenCounts, price: ResolvedPrice): boolean {
  return count !== 'cacheWriteUnsplitTokens' && price.unitsPerToken[count] !== null;
}

/** A question as a row of one request with the counts it names. */
function questionRow(question: PriceQuestion, book: PriceBook): UsageRow {
  const { model, region = '', usageDate = book.checkedOn, tier = null } = question;
  const tokens: TokenCounts = {
    inputTokens: question.inputTokens ?? 0,
    outputTokens: question.outputTokens ?? 0,
    cacheReadTokens: question.cacheReadTokens ?? 0,
    cacheWrite5mTokens: question.cacheWrite5mTokens ?? 0,
    cacheWrite1hTokens: question.cacheWrite1hTokens ?? 0,
    cacheWriteUnsplitTokens: question.cacheWriteUnsplitTokens ?? 0,
  };
  return {
    key: {
      model: parseModelId(model),
      region,
      serviceTier: tier,
      requestSizeClass: requestSizeClass(effectiveInputTokens(tokens)),
      usageDate,
      imageSize: null,
    },
    dimensions: {},
    requests: 1,
    failed: 0,
    blocked: 0,
    unknownCounts: 0,
    imageRequests: 0,
    images: 0,
    ...tokens,
  };
}
