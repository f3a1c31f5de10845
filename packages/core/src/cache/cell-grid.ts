import type { TimeSpan } from './cell-store.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Records may arrive so late; nearly all do within seconds. */
const settlingMs = 6 * hourMs;

/** Where the cells begin that a window lies in; the first and the last one may reach beyond it. */
export function cellsOf({ startMs, endMs }: TimeSpan, cellMs: number): number[] {
  const first = cellOf(startMs, cellMs);
  const count = Math.max(0, Math.ceil((endMs - first) / cellMs));
  return Array.from({ length: count }, (_, index) => first + index * cellMs);
}

/** Where the cell begins that an instant lies in. */
export function cellOf(timestampMs: number, cellMs: number): number {
  return Math.floor(timestampMs / cellMs) * cellMs;
}

/** What ends by then does not change any more: neither today (UTC) nor the last six hours. */
export function settledUntil(nowMs: number): number {
  return Math.min(cellOf(nowMs, dayMs), nowMs - settlingMs);
}

/** Neighboring cells together, in order. */
export function spansOf(cells: readonly number[], cellMs: number): TimeSpan[] {
  const spans: { startMs: number; endMs: number }[] = [];
  for (const startMs of cells) {
    const last = spans.at(-1);
    if (last?.endMs === startMs) last.endMs += cellMs;
    else spans.push({ startMs, endMs: startMs + cellMs });
  }
  return spans;
}
