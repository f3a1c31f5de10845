import type { Unpriced } from '../model/report.ts';
import type { SpendRow } from '../model/spend-row.ts';
import { effectiveInputTokens } from '../model/tokens.ts';

/** What has no price, by model as called and region; the most tokens first. */
export function listUnpriced(rows: readonly SpendRow[]): Unpriced[] {
  const found = new Map<string, Unpriced>();
  for (const row of rows) {
    if (row.costStatus === 'complete') continue;
    const { model, region } = row.key;
    const name = JSON.stringify([model.id, region]);
    const entry = found.get(name) ?? {
      model: model.id,
      region,
      reasons: [],
      requests: 0,
      totalTokens: 0,
    };
    entry.requests += row.unpricedRequests;
    entry.totalTokens += effectiveInputTokens(row) + row.outputTokens;
    entry.reasons = [...new Set([...entry.reasons, ...row.unpricedReasons])].sort();
    found.set(name, entry);
  }
  return [...found]
    .sort(
      ([leftName, left], [rightName, right]) =>
        right.totalTokens - left.totalTokens || (leftName < rightName ? -1 : 1),
    )
    .map(([, entry]) => entry);
}
