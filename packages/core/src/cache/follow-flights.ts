import { EventEmitter, on } from 'node:events';

import type { Boarded } from './board-flights.ts';
import type { CellKey } from './cell-key.ts';
import { cellOf } from './cell-grid.ts';
import { mayBeWithin, type SpanReading } from './read-span.ts';
import type { LogBatch, Progress } from '../model/log-batch.ts';
import type { ReadRequest } from '../source/log-source.ts';

export interface FollowOptions {
  key: CellKey;
  query: ReadRequest['query'];
  signal: AbortSignal | undefined;
  /** What needs no reading. */
  kept: LogBatch;
}

/** Hands on what is kept, what flights tell as it comes, and what they have read when they end. */
export async function* followFlights(
  boarded: readonly Boarded[],
  options: FollowOptions,
): AsyncGenerator<LogBatch> {
  const { signal, kept } = options;
  if (boarded.length === 0) {
    yield kept;
    return;
  }
  const inbox = new EventEmitter();
  const batches = on(inbox, 'batch', { close: ['end'], ...(signal !== undefined && { signal }) });
  const leaving = joinAll(boarded, { ...options, inbox });
  try {
    yield kept;
    for await (const [batch] of batches) yield batch as LogBatch;
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    for (const leave of leaving) leave();
  }
}

/** Gives the functions to call when the flights are not wanted any more. */
function joinAll(
  boarded: readonly Boarded[],
  { inbox, kept, ...wanted }: FollowOptions & { inbox: EventEmitter },
): (() => void)[] {
  const progresses = new Map<Boarded, Progress>();
  let running = boarded.length;
  return boarded.map((one) =>
    one.flight.join({
      onUpdate({ progress, scannedBytes }) {
        if (progress !== null) progresses.set(one, progress);
        inbox.emit('batch', {
          ...nothing,
          progress: progress && sumOf(progresses, { flights: boarded.length, kept }),
          scannedBytes: one.isJoined ? undefined : scannedBytes,
        } satisfies LogBatch);
      },
      onEnd(reading) {
        inbox.emit('batch', batchOf(reading, { ...wanted, ...one }));
        running -= 1;
        if (running === 0) inbox.emit('end');
      },
      onError(error) {
        // Of several that fail, the first one ends the reading.
        if (inbox.listenerCount('error') > 0) inbox.emit('error', error);
      },
    }),
  );
}

const nothing = { invocations: [], groups: [], rejections: [], missing: [] } as const;

function sumOf(
  progresses: ReadonlyMap<Boarded, Progress>,
  { flights, kept }: { flights: number; kept: LogBatch },
): Progress {
  const all = [...progresses.values()];
  const isTotalKnown = all.length === flights && all.every(({ bytesTotal }) => bytesTotal !== null);
  return {
    bytesRead: all.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    bytesTotal: isTotalKnown
      ? all.reduce((sum, { bytesTotal }) => sum + (bytesTotal ?? 0), 0)
      : null,
    records: all.reduce((sum, { records }) => sum + records, kept.cachedRecords ?? 0),
  };
}

/** Of a flight that somebody else has started, what lies in the cells that are wanted. */
function batchOf(
  { groups, rejections, missing, inferenceProfiles }: SpanReading,
  { key, query, cells, isJoined }: Pick<FollowOptions, 'key' | 'query'> & Boarded,
): LogBatch {
  const wanted = new Set(cells);
  const own = groups.filter(({ timestampMs }) => wanted.has(cellOf(timestampMs, key.cellMs)));
  const records = own.reduce((sum, { requests }) => sum + requests, 0);
  return {
    invocations: [],
    groups: own,
    rejections: rejections.filter((rejection) => mayBeWithin(rejection, query.window)),
    missing,
    progress: null,
    inferenceProfiles,
    ...(isJoined && { cachedRecords: records }),
  };
}
