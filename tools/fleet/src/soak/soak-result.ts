import type { CallResult } from './make-call.ts';

export interface SoakResult {
  calls: number;
  answered: number;
  onFirstTry: number;
  byResuming: number;
  byRetry: number;
  hungUp: number;
  /** Of those, calls that the client gave up, and made anew later. */
  givenUp: number;
  /** Why calls were made once more, and how many. */
  retriedAfter: Record<string, number>;
  kills: number;
  starts: number;
  /** What went wrong, one sentence each. */
  problems: string[];
  durationMs: number;
  callsPerSecond: number;
  medianMs: number;
  p99Ms: number;
  slowestMs: number;
  /** Of the instance that was never killed, after a quarter of the calls and after all, garbage collected. */
  heapBytes: { early: number; late: number; change: number };
}

export interface SoakRecord {
  results: readonly CallResult[];
  /** What went wrong besides calls. */
  problems: readonly string[];
  kills: number;
  starts: number;
  durationMs: number;
  heap: { early: number; late: number };
}

/** Makes figures of what happened. */
export function soakResult({ results, heap, ...record }: SoakRecord): SoakResult {
  const { kills, starts, durationMs } = record;
  const times = results.map((result) => result.durationMs).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  const by = (kind: CallResult['answeredBy']) =>
    results.filter(({ answeredBy }) => answeredBy === kind).length;
  return {
    calls: results.length,
    answered: results.length - by(null),
    onFirstTry: by('first try'),
    byResuming: by('resuming'),
    byRetry: by('retry'),
    hungUp: results.filter(({ hungUp }) => hungUp).length,
    givenUp: results.filter(({ isGivenUp }) => isGivenUp).length,
    retriedAfter: countsOf(results.flatMap(({ failure }) => failure ?? [])),
    kills,
    starts,
    problems: [...results.flatMap(({ problems }) => problems), ...record.problems],
    durationMs: Math.round(durationMs),
    callsPerSecond: Math.round(results.length / (durationMs / 1000)),
    medianMs: at(0.5),
    p99Ms: at(0.99),
    slowestMs: at(1),
    heapBytes: { ...heap, change: heap.late / heap.early - 1 },
  };
}

function countsOf(words: readonly string[]): Record<string, number> {
  const groups = Object.groupBy(words, (word) => word.trim());
  return Object.fromEntries(Object.entries(groups).map(([word, same = []]) => [word, same.length]));
}
