import { restartSlice, startSlice, type Slice, type TakenPage } from './slice.ts';

export interface SplitOptions {
  /** What has just been read of the slice. */
  page: TakenPage;
  /** Slices that others are reading. */
  running: Iterable<Slice>;
  /** How many more could be read at the same time. */
  freeReaders: number;
}

// A piece costs a call for its last page, which is seldom full.
const leastPagesOfPiece = 2;

/**
 * Cuts what is left of a slice into pieces for readers who have nothing to do, and gives all but the
 * first, which stays the slice's own. None where little is left, going by the page that was just
 * read, or where another slice has more to give.
 *
 * How far the events reach is not known: a log may begin with the window's first hour and end with
 * its second. So the pieces grow with the stretch that is known to hold events: from that, by equal
 * factors, to the end. Some are of the right size whatever the truth is, and where much is known they
 * are nearly equal. What turns out to be crowded is split again.
 */
export function splitSlice(slice: Slice, { page, running, freeReaders }: SplitOptions): Slice[] {
  // What is asked for anew begins with the last millisecond: a page that got no further would come again.
  if (page.isLast || (page.advancedMs === 0 && !page.isEmptyStart)) return [];
  const leftMs = slice.endMs - slice.positionMs;
  const mostPagesOfOthers = Math.max(0, ...Array.from(running, ({ pagesLeft }) => pagesLeft ?? 0));
  const pagesLeft = slice.pagesLeft ?? Infinity;
  const pieces = Math.min(freeReaders + 1, Math.floor(pagesLeft / leastPagesOfPiece), leftMs);
  if (pieces < 2 || pagesLeft < mostPagesOfOthers / 2) return [];
  const borders = bordersOf(slice, pieces);
  const others = borders.map((startMs, index) =>
    startSlice({ startMs, endMs: borders[index + 1] ?? slice.endMs }),
  );
  slice.endMs = borders[0] ?? slice.endMs;
  restartSlice(slice);
  return others;
}

/** Where the pieces behind the first begin; each piece has at least a millisecond. */
function bordersOf({ positionMs, firstEventMs, endMs }: Slice, pieces: number): number[] {
  const leftMs = endMs - positionMs;
  // Nothing is known before the first event, so the pieces are equal.
  const knownMs = firstEventMs === null ? Infinity : Math.max(1, positionMs - firstEventMs);
  const factor = (1 + leftMs / knownMs) ** (1 / pieces);
  const borders: number[] = [];
  for (let number = 1; number < pieces; number++) {
    const share = factor === 1 ? number / pieces : (knownMs * (factor ** number - 1)) / leftMs;
    const earliestMs = (borders.at(-1) ?? positionMs) + 1;
    const latestMs = endMs - (pieces - number);
    borders.push(Math.min(latestMs, Math.max(earliestMs, positionMs + Math.floor(share * leftMs))));
  }
  return borders;
}
