import { cellOf } from './cell-grid.ts';
import type { Cell, TimeSpan } from './cell-store.ts';
import type { GroupColumns } from '../model/group-columns.ts';
import type { InvocationGroup } from '../model/invocation-group.ts';
import type { Invocation } from '../model/invocation.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { InferenceProfile, PartialSource } from '../model/report.ts';
import type { Rejection } from '../model/rejection.ts';
import type { LogSource, ReadRequest } from '../source/log-source.ts';

/** Adds single calls up into groups that can be filtered and grouped again. */
export type CreateGrouper = (columns: GroupColumns) => {
  add(invocation: Invocation): void;
  groups(): readonly InvocationGroup[];
};

/** All that a source has told of a span of time. */
export interface SpanReading {
  groups: readonly InvocationGroup[];
  rejections: readonly Rejection[];
  missing: readonly PartialSource[];
  inferenceProfiles: readonly InferenceProfile[];
}

/** What is told while a span is read. */
export type ReadingUpdate = Pick<LogBatch, 'progress' | 'scannedBytes'>;

export interface ReadSpanOptions {
  span: TimeSpan;
  query: ReadRequest['query'];
  signal: AbortSignal;
  grouper: ReturnType<CreateGrouper>;
  onUpdate(update: ReadingUpdate): void;
}

/** Reads a span of time to its end, and nothing beyond it. */
export async function readSpan(leaf: LogSource, options: ReadSpanOptions): Promise<SpanReading> {
  const { span, query, signal, grouper, onUpdate } = options;
  const groups: InvocationGroup[] = [];
  const rejections: Rejection[] = [];
  const missing: PartialSource[] = [];
  const inferenceProfiles: InferenceProfile[] = [];
  const isWithin = ({ timestampMs }: { timestampMs: number }) =>
    timestampMs >= span.startMs && timestampMs < span.endMs;
  for await (const batch of leaf.read({ query: withinSpan(query, span), signal })) {
    for (const invocation of batch.invocations) {
      if (isWithin(invocation)) grouper.add(invocation);
    }
    for (const group of batch.groups) {
      if (isWithin(group)) groups.push(group);
    }
    for (const rejection of batch.rejections) {
      if (mayBeWithin(rejection, span)) rejections.push(rejection);
    }
    for (const part of batch.missing) missing.push(part);
    for (const profile of batch.inferenceProfiles ?? []) inferenceProfiles.push(profile);
    onUpdate({ progress: batch.progress, scannedBytes: batch.scannedBytes });
  }
  // A source that was told to stop may just end.
  signal.throwIfAborted();
  return { groups: [...groups, ...grouper.groups()], rejections, missing, inferenceProfiles };
}

/** The query with another span of time to read. */
export function withinSpan(
  query: ReadRequest['query'],
  { startMs, endMs }: TimeSpan,
): ReadRequest['query'] {
  return { ...query, window: { ...query.window, startMs, endMs } };
}

/** Whether a rejection belongs into a span, as far as it tells its time. */
export function mayBeWithin({ location }: Rejection, { startMs, endMs }: TimeSpan): boolean {
  const { timestampMs } = location;
  return timestampMs === undefined || (timestampMs >= startMs && timestampMs < endMs);
}

interface CutOptions {
  cells: readonly number[];
  cellMs: number;
  readAtMs: number;
}

// Broken logs are better read again than kept.
const mostRejections = 1000;

/**
 * The cells of a reading that may be kept: none where something is missing, for nobody knows when it
 * was called. The same goes for rejections that do not tell their time; the others are kept with
 * their cell, so that later reports tell of them too.
 */
export function cutIntoCells(
  { groups, rejections, missing }: SpanReading,
  { cells, cellMs, readAtMs }: CutOptions,
): ReadonlyMap<number, Cell> {
  if (missing.length > 0) return new Map();
  if (rejections.some(({ location }) => location.timestampMs === undefined)) return new Map();
  const groupsOf = Map.groupBy(groups, ({ timestampMs }) => cellOf(timestampMs, cellMs));
  const rejectionsOf = Map.groupBy(rejections, ({ location }) =>
    cellOf(location.timestampMs ?? Number.NaN, cellMs),
  );
  const cut = cells.map((startMs) => {
    const rejected = rejectionsOf.get(startMs) ?? [];
    const cell: Cell = { groups: groupsOf.get(startMs) ?? [], rejections: rejected, readAtMs };
    return [startMs, cell] as const;
  });
  return new Map(cut.filter(([, cell]) => cell.rejections.length <= mostRejections));
}
