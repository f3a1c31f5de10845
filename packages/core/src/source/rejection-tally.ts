import type { Rejection, RejectionReason } from '../model/rejection.ts';
import type { Rejected } from '../model/report.ts';

/** Counts rejections by reason and keeps the first few of each: a broken file has millions. */
export interface RejectionTally {
  add(rejections: readonly Rejection[]): void;
  merge(other: RejectionTally): void;
  /** Reasons in the order in which they were first met. */
  list(): Rejected[];
}

const mostExamples = 5;

export function createRejectionTally(): RejectionTally {
  const tally = new Map<RejectionReason, Rejected>();

  function entryOf(reason: RejectionReason): Rejected {
    let entry = tally.get(reason);
    if (entry === undefined) {
      entry = { reason, count: 0, examples: [] };
      tally.set(reason, entry);
    }
    return entry;
  }

  return {
    add(rejections) {
      for (const { reason, detail, location } of rejections) {
        const entry = entryOf(reason);
        entry.count += 1;
        if (entry.examples.length < mostExamples) {
          entry.examples.push({ origin: location.origin, line: location.line, detail });
        }
      }
    },
    merge(other) {
      for (const { reason, count, examples } of other.list()) {
        const entry = entryOf(reason);
        entry.count += count;
        entry.examples = [...entry.examples, ...examples].slice(0, mostExamples);
      }
    },
    list: () => [...tally.values()],
  };
}
