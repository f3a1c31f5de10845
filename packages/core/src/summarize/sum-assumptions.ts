import { createMoneyScale } from './money-scale.ts';
import type { Assumption } from '../model/report.ts';
import type { AssumptionKind, SpendRow } from '../model/spend-row.ts';

// A record, so that a new kind cannot be forgotten here.
const kinds: Readonly<Record<AssumptionKind, true>> = {
  'tier-standard': true,
  'cache-write-5m': true,
  'price-before-first-check': true,
};

/** What the prices rest on that the log does not say, with the requests and dollars of each. */
export function sumAssumptions(rows: readonly SpendRow[]): Assumption[] {
  const amounts = rows.flatMap(({ assumptions }) => assumptions);
  const money = createMoneyScale(amounts);
  return (Object.keys(kinds) as AssumptionKind[]).flatMap((kind) => {
    const ofKind = amounts.filter((amount) => amount.kind === kind);
    const requests = ofKind.reduce((sum, amount) => sum + amount.requests, 0);
    const costUnits = ofKind.reduce((sum, amount) => sum + money.units(amount.costUsd), 0n);
    return ofKind.length === 0 ? [] : [{ kind, requests, costUsd: money.amount(costUnits) }];
  });
}
