import type { Metrics } from '../operation/metrics.ts';
import type { CallOutcome, EndedCall } from '../tools/run-call.ts';
import { embeddedLine, type MetricValues } from './embedded-line.ts';

export interface EmbeddedMetricsOptions {
  /** Name of the Lambda function, the one dimension of each metric. */
  functionName: string;
  /** Takes whole lines, each with its end; what it is given must reach the log as it is. */
  write: (line: string) => void;
  /** Default the system's clock. */
  now?: (() => Date) | undefined;
}

/** Metrics that wait for `flush`. */
export type EmbeddedMetrics = Metrics & {
  /** Writes what has happened since the last time; nothing when nothing has. */
  flush(): void;
};

const failures: ReadonlySet<CallOutcome> = new Set(['error', 'unknown-tool', 'timeout', 'fault']);

/** CloudWatch takes no more values of one metric in one line. */
const maxValues = 100;

/**
 * Counts into lines of log that CloudWatch makes metrics of. An instance on Lambda has nobody who could
 * ask it, and answers for itself alone; each metric costs money, so there are few.
 */
export function createEmbeddedMetrics({
  functionName,
  write,
  now = () => new Date(),
}: EmbeddedMetricsOptions): EmbeddedMetrics {
  let values: MetricValues = {};

  return {
    requestEnded({ route }) {
      // What asks after an instance's health is no use of it.
      if (route === 'mcp') add('Requests', 1);
    },
    callEnded,
    refused: () => add('Refusals', 1),
    scanned: (bytes) => add('ScannedBytes', bytes),
    paid: (requests) => add('PaidRequests', requests),
    sessionOpened: ignore,
    sessionRebuilt: ignore,
    sessionEnded: ignore,
    answered: ignore,
    streamResumed: ignore,
    streamCut: ignore,
    connectionOpened: ignore,
    connectionClosed: ignore,
    connectionDropped: ignore,
    text: async () => null,
    flush,
  };

  function add(name: 'Requests' | 'Refusals' | 'ScannedBytes' | 'PaidRequests', count: number) {
    values[name] = (values[name] ?? 0) + count;
  }

  function callEnded({ outcome, durationMs }: EndedCall): void {
    // A 0 for each call that went well makes the average of the metric the share that did not.
    (values.CallErrors ??= []).push(failures.has(outcome) ? 1 : 0);
    (values.CallDuration ??= []).push(durationMs);
    if (values.CallDuration.length >= maxValues) flush();
  }

  function flush(): void {
    if (Object.keys(values).length === 0) return;
    write(embeddedLine({ functionName, values, at: now() }));
    values = {};
  }
}

function ignore(): void {}
