import type { Invocation } from '../model/invocation.ts';
import { comparePositions, type Position } from './invocation-order.ts';

/** A call and where it stands. */
export interface PlacedCall {
  invocation: Invocation;
  position: Position;
}

/** The first calls of an order, whatever comes and in whatever order it does. */
export interface FirstCalls {
  add(call: PlacedCall): void;
  /** In order. */
  list(): PlacedCall[];
}

/** Keeps at most twice as many calls as are asked for: sorting now and then is cheaper than a heap. */
export function createFirstCalls(most: number): FirstCalls {
  let kept: PlacedCall[] = [];
  /** Where the last of the first calls stands, as far as it is known. */
  let last: Position | null = null;

  function cut(): void {
    kept.sort((left, right) => comparePositions(left.position, right.position));
    kept = kept.slice(0, most);
    last = kept.length < most ? null : (kept.at(-1)?.position ?? null);
  }

  return {
    add(call) {
      if (last !== null && comparePositions(call.position, last) >= 0) return;
      kept.push(call);
      if (kept.length >= 2 * most) cut();
    },
    list() {
      cut();
      return kept;
    },
  };
}
