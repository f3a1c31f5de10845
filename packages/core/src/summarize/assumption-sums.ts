import type { MoneyScale } from './money-scale.ts';
import type { Assumption } from '../model/report.ts';
import type { AssumptionAmount, AssumptionKind } from '../model/spend-row.ts';

/** What the prices rest on that the log does not say: requests and dollars of each kind. */
export interface AssumptionSums {
  add(amounts: readonly AssumptionAmount[]): void;
  list(): Assumption[];
}

// A record, so that a new kind cannot be forgotten here.
const kinds: Readonly<Record<AssumptionKind, true>> = {
  'tier-standard': true,
  'cache-write-5m': true,
  'price-before-first-check': true,
};

export function createAssumptionSums(money: MoneyScale): AssumptionSums {
  const sums = (Object.keys(kinds) as AssumptionKind[]).map((kind) => ({
    kind,
    requests: 0,
    costUnits: 0n,
    isMade: false,
  }));
  const byKind = new Map(sums.map((sum) => [sum.kind, sum]));
  return {
    add(amounts) {
      for (const { kind, requests, costUsd } of amounts) {
        const sum = byKind.get(kind);
        if (sum === undefined) throw new Error(`There is no assumption of the kind ${kind}`);
        sum.requests += requests;
        sum.costUnits += money.units(costUsd);
        sum.isMade = true;
      }
    },
    list: () =>
      sums
        .filter(({ isMade }) => isMade)
        .map(({ kind, requests, costUnits }) => ({
          kind,
          requests,
          costUsd: money.amount(costUnits),
        })),
  };
}
