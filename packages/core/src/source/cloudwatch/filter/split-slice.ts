import { restartSlice, startSlice, type Slice, type TakenPage } from './slice.ts';

// A piece costs a call for its last page, which is seldom full. Fewer pages are read as fast one by one.
const leastPagesToSplit = 3;

/**
 * Cuts what is left of a slice into pieces of equal length for readers who have nothing to do, and
 * gives all but the first, which stays the slice's own. How many depends on how many pages are left if
 * the rest is as dense as the page that was just read. Where it is not, the pieces are split again.
 */
export function splitSlice(
  slice: Slice,
  { page, freeReaders }: { page: TakenPage; freeReaders: number },
): Slice[] {
  const leftMs = slice.endMs - slice.positionMs;
  // What is asked for anew begins with the last millisecond: a page that got no further would come again.
  if (page.isLast || (page.advancedMs === 0 && !page.isEmptyStart)) return [];
  const pagesLeft = page.isEmptyStart ? Infinity : Math.floor(leftMs / page.advancedMs);
  const pieces = Math.min(freeReaders + 1, pagesLeft, leftMs);
  if (pieces < 2 || pagesLeft < leastPagesToSplit) return [];
  const borders = Array.from({ length: pieces + 1 }, (_, index) =>
    Math.ceil(slice.positionMs + (leftMs * index) / pieces),
  );
  const others = borders
    .slice(1, -1)
    .map((startMs, index) => startSlice({ startMs, endMs: borders[index + 2] ?? slice.endMs }));
  slice.endMs = borders[1] ?? slice.endMs;
  restartSlice(slice);
  return others;
}
