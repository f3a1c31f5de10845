import { formatCount } from './format-usd.ts';
import { plural } from './plural.ts';
import { visibleText } from './visible-text.ts';
import type { InvocationList } from '../model/invocation-list.ts';

const orderTexts: Readonly<Record<InvocationList['order'], string>> = {
  cost: 'most expensive first',
  time: 'latest first',
  tokens: 'most tokens first',
};

/** `Bedrock calls, most expensive first, 2025-04-06 to 2025-04-22 (17 days, UTC), us-east-1`. */
export function listHeadline({ order, window, timeZone, regions }: InvocationList): string {
  const days = plural(formatCount(window.days), 'day');
  const named = regions.asked.length > 0 ? regions.asked : regions.found;
  const where = named.length === 0 ? 'all regions' : named.join(', ');
  return visibleText(
    `Bedrock calls, ${orderTexts[order]}, ${window.since} to ${window.until} (${days}, ${timeZone}), ${where}`,
  );
}

/** `20 of 13,060 calls`, and whether there are more behind them. */
export function pageText({ invocations, matched, nextCursor }: InvocationList): string {
  const shown = `${formatCount(invocations.length)} of ${plural(formatCount(matched), 'call')}`;
  return nextCursor === null ? shown : `${shown}; more on the next page`;
}
