import type { PriceKey } from '../model/usage-row.ts';
import type { ResolvedPrice } from './resolved-price.ts';

/** Answers by key, so that a price is looked up once for any number of rows. */
export interface AnswerCache {
  get(key: PriceKey): ResolvedPrice | undefined;
  set(key: PriceKey, answer: ResolvedPrice): ResolvedPrice;
}

interface Answer {
  readonly key: PriceKey;
  readonly price: ResolvedPrice;
}

/**
 * Keeps answers by model and day, in lists that are searched: a model has a few regions, tiers and
 * sizes on a day. No string is made for a look-up, which would be garbage for every row of a report.
 */
export function createAnswerCache(): AnswerCache {
  const byModel = new Map<string, Map<string, Answer[]>>();
  return {
    get(key) {
      const answers = byModel.get(key.model.id)?.get(key.usageDate);
      if (answers === undefined) return undefined;
      for (const answer of answers) {
        if (isSame(answer.key, key)) return answer.price;
      }
      return undefined;
    },
    set(key, price) {
      const byDay = byModel.get(key.model.id) ?? new Map<string, Answer[]>();
      byModel.set(key.model.id, byDay);
      const answers = byDay.get(key.usageDate) ?? [];
      byDay.set(key.usageDate, answers);
      answers.push({ key, price });
      return price;
    },
  };
}

// The size of images does not choose the price row.
function isSame(one: PriceKey, other: PriceKey): boolean {
  return (
    one.region === other.region &&
    one.serviceTier === other.serviceTier &&
    one.requestSizeClass === other.requestSizeClass
  );
}
