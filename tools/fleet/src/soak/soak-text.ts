import type { SoakResult } from './soak-result.ts';

/** The figures of a soak for people. */
export function soakText(result: SoakResult): string {
  const { early, late, change } = result.heapBytes;
  return [
    `${result.calls} calls, ${result.answered} answered: ${result.onFirstTry} on the first try, ${result.byResuming} by resuming, ${result.byRetry} by one retry`,
    ...Object.entries(result.retriedAfter).map(([reason, count]) => `  ${count} after: ${reason}`),
    `${result.hungUp} times the client hung up (${result.givenUp} for good), ${result.kills} instances killed, ${result.starts} started`,
    `${Math.round(result.durationMs / 1000)} s, ${result.callsPerSecond} calls a second; median ${result.medianMs} ms, 99 % within ${result.p99Ms} ms, slowest ${result.slowestMs} ms`,
    `heap ${megabytes(early)} after a quarter, ${megabytes(late)} after all: ${(change * 100).toFixed(1)} %`,
    `${result.problems.length} problems`,
    ...result.problems.slice(0, 20).map((problem) => `  ${problem}`),
  ].join('\n');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
