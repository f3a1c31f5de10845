import { SpendError } from '../errors.ts';
import type { ResolvedQuery } from '../model/query.ts';
import { invocationOrders, type InvocationOrder } from './invocation-order.ts';
import { textHash } from './text-hash.ts';

const mostOnPage = 10_000;

/** Checks what a caller passes beside the query. */
export function checkListOptions({
  limit,
  order,
}: {
  limit: number;
  order: InvocationOrder;
}): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > mostOnPage) {
    throw new SpendError(
      'INVALID_QUERY',
      `Give limit as a whole number from 1 to ${mostOnPage}, not ${JSON.stringify(limit)}.`,
    );
  }
  if (!invocationOrders.includes(order)) {
    throw new SpendError(
      'INVALID_QUERY',
      `There is no order ${JSON.stringify(order)}; use ${invocationOrders.join(', ')}.`,
    );
  }
}

/** A short name of all that decides which calls a list holds and in which order. */
export function listQuestion(query: ResolvedQuery, order: InvocationOrder): string {
  const { window, timeZone, regions, allRegions, accounts, logGroups, where, deduplicate } = query;
  return textHash(
    JSON.stringify([
      order,
      [window.startMs, window.endMs],
      // Filters on days and hours depend on it.
      timeZone,
      [regions, allRegions, accounts, logGroups],
      where.map(({ dimension, values, negated = false }) => [dimension, values, negated]),
      deduplicate,
    ]),
  );
}
