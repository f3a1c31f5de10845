import type { CellScope } from './cell-key.ts';
import type { CellStore, TimeSpan } from './cell-store.ts';
import { cachedSource } from './cached-source.ts';
import { createInvocationGrouper } from '../aggregate/group-invocations.ts';
import type { Invocation } from '../model/invocation.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { Rejection } from '../model/rejection.ts';
import type { LogSource } from '../source/log-source.ts';

export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

export const scope: CellScope = {
  accountId: '111122223333',
  region: 'us-east-1',
  logGroup: '/aws/bedrock/modelinvocations',
  engine: 'filter',
};

/** A log that grows while the clock goes on, and remembers which spans were read of it. */
export interface TestLog extends LogSource {
  nowMs: number;
  /** Spans that were read, from the oldest reading to the newest. */
  readonly reads: TimeSpan[];
  /** A call; it can be read from `arrivesMs` on, by default as soon as it was made. */
  write(invocation: Invocation, arrivesMs?: number): void;
  reject(rejection: Rejection): void;
  /** Called in the middle of every reading. */
  midway: (options: {
    signal: AbortSignal | undefined;
  }) => Partial<LogBatch> | Promise<Partial<LogBatch>>;
  /** The log with its past kept in the store. */
  cached(store: CellStore): LogSource;
}

export function createTestLog(nowMs: number): TestLog {
  const written: { invocation: Invocation; arrivesMs: number }[] = [];
  const rejected: Rejection[] = [];
  const log: TestLog = {
    kind: 'cloudwatch',
    name: 'a log',
    nowMs,
    reads: [],
    midway: () => ({}),
    write(invocation, arrivesMs = invocation.timestampMs) {
      written.push({ invocation, arrivesMs });
    },
    reject(rejection) {
      rejected.push(rejection);
    },
    cached(store) {
      const now = () => new Date(log.nowMs);
      return cachedSource(log, { store, key: scope, now, createGrouper: createInvocationGrouper });
    },
    async plan({ query: { window } }) {
      const { startMs, endMs } = window;
      return [{ source: 'a log', query: 'stats', startMs, endMs, scannedBytes: 7, costUsd: '1' }];
    },
    async *read({ query: { window }, signal }) {
      const { startMs, endMs } = window;
      log.reads.push({ startMs, endMs });
      const isWithin = (timeMs: number) => timeMs >= startMs && timeMs < endMs;
      const invocations = written
        .filter(({ arrivesMs }) => arrivesMs <= log.nowMs)
        .map(({ invocation }) => invocation)
        .filter(({ timestampMs }) => isWithin(timestampMs));
      const half = Math.ceil(invocations.length / 2);
      yield { ...nothing, invocations: invocations.slice(0, half), scannedBytes: half };
      yield { ...nothing, ...(await log.midway({ signal })) };
      if (signal?.aborted === true) return;
      yield {
        ...nothing,
        invocations: invocations.slice(half),
        rejections: rejected.filter(({ location }) => isWithin(location.timestampMs ?? startMs)),
        progress: { bytesRead: 100, bytesTotal: 100, records: invocations.length },
        scannedBytes: invocations.length - half,
      };
    },
  };
  return log;
}

const nothing: LogBatch = {
  invocations: [],
  rejections: [],
  groups: [],
  missing: [],
  progress: null,
};
