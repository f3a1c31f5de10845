import type { Invocation } from '../model/invocation.ts';
import type { PlacedCall } from './first-calls.ts';
import { comparePositions, type Position } from './invocation-order.ts';
import { writeCursor, type ListCursor } from './list-cursor.ts';

export interface PageOptions {
  limit: number;
  /** Where this page begins; `null` for the first. */
  from: ListCursor | null;
  question: string;
}

/** The calls of a page, and the cursor of the next one if there is a call behind them. */
export function pageOf(
  placed: readonly PlacedCall[],
  { limit, from, question }: PageOptions,
): { calls: Invocation[]; nextCursor: string | null } {
  const shown = placed.slice(0, limit);
  const last = shown.at(-1)?.position;
  const isLastPage = placed.length <= limit || last === undefined;
  return {
    calls: shown.map(({ invocation }) => invocation),
    nextCursor: isLastPage
      ? null
      : writeCursor({ position: last, shown: shownOf(last, { shown, from }) }, question),
  };
}

/** Calls at a position on this page and, where the page begins amidst them, on those before. */
function shownOf(
  position: Position,
  { shown, from }: { shown: readonly PlacedCall[]; from: ListCursor | null },
): number {
  const here = shown.filter((call) => comparePositions(call.position, position) === 0).length;
  const isBegun = from !== null && comparePositions(from.position, position) === 0;
  return isBegun ? from.shown + here : here;
}
