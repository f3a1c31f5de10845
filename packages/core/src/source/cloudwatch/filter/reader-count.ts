/** Tells how many slices have to be read at the same time to use up the rate of calls. */
export interface ReaderCount {
  /** Takes note of how long AWS took for a page. */
  add(durationMs: number): void;
  most(): number;
}

// Each holds a page of up to 1 MB of text.
const mostReaders = 16;
// One page takes longer than another, and reading it takes time too.
const spare = 1.25;
const weightOfLatest = 0.3;

/**
 * At five calls a second, one reader whose pages take 100 ms is limited by the rate already: a second
 * one would add calls and no speed. Six are needed when pages take a second.
 */
export function createReaderCount(callsPerSecond: number): ReaderCount {
  let averageMs: number | null = null;
  return {
    add(durationMs) {
      averageMs =
        averageMs === null ? durationMs : averageMs + weightOfLatest * (durationMs - averageMs);
    },
    most() {
      const needed = Math.ceil((spare * callsPerSecond * (averageMs ?? 0)) / 1000);
      return Math.min(mostReaders, Math.max(1, needed));
    },
  };
}
