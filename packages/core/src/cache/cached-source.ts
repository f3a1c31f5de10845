import { boardFlights } from './board-flights.ts';
import { cellKey, type CellKey, type CellScope } from './cell-key.ts';
import { cellsOf, settledUntil, spansOf } from './cell-grid.ts';
import type { Cell, CellStore } from './cell-store.ts';
import { followFlights } from './follow-flights.ts';
import { mayBeWithin, withinSpan, type CreateGrouper } from './read-span.ts';
import { groupColumns } from '../model/group-columns.ts';
import type { LogBatch } from '../model/log-batch.ts';
import type { LogSource, PlannedRead, ReadRequest } from '../source/log-source.ts';

/**
 * Where a source's past is kept.
 */
export interface CachedSourceOptions {
  store: CellStore;
  /** What the source reads. */
  key: CellScope;
  now(): Date;
  /** How single calls are added up for keeping: `createInvocationGrouper`. */
  createGrouper: CreateGrouper;
}

/**
 * A source whose past is read once: what a report needs is cut into whole hours or days (UTC), those that
 * are kept come from the store, and only the others are read. Today and the last six hours are read
 * every time, or together with another report that is reading them just now. Reports that need every
 * call by itself pass the cache by.
 */
export function cachedSource(leaf: LogSource, options: CachedSourceOptions): LogSource {
  return {
    kind: leaf.kind,
    name: leaf.name,
    ...(leaf.check !== undefined && { check: () => leaf.check?.() ?? Promise.resolve() }),
    ...(leaf.plan !== undefined && {
      plan: (request) => planCached(leaf, { request, ...options }),
    }),
    read: (request) =>
      needsEveryCall(request) ? leaf.read(request) : readCached(leaf, { request, ...options }),
  };
}

function needsEveryCall({ detail, query }: ReadRequest): boolean {
  return detail === 'invocations' || query.deduplicate;
}

interface CachedRequest extends CachedSourceOptions {
  request: ReadRequest;
}

async function* readCached(leaf: LogSource, cached: CachedRequest): AsyncGenerator<LogBatch> {
  const { request, store, now, createGrouper } = cached;
  const { query, signal } = request;
  const nowMs = now().getTime();
  const { key, kept, missing } = await lookUp(cached, nowMs);
  signal?.throwIfAborted();
  const boarded = boardFlights({ leaf, store, key, query, missing, nowMs, createGrouper });
  yield* followFlights(boarded, { key, query, signal, kept: batchOf(kept, query) });
}

/** The cells of a request that are kept, and those that have to be read. */
async function lookUp({ request: { query }, store, key: scope }: CachedRequest, nowMs: number) {
  const key: CellKey = cellKey(scope, groupColumns(query));
  const wanted = cellsOf(query.window, key.cellMs);
  const settledMs = settledUntil(nowMs);
  const settled = wanted.filter((startMs) => startMs + key.cellMs <= settledMs);
  const [first = 0] = settled;
  const span = { startMs: first, endMs: (settled.at(-1) ?? first) + key.cellMs };
  const stored: ReadonlyMap<number, Cell> =
    settled.length === 0 ? new Map() : await store.get(key, span);
  const kept = new Map(
    // Whoever kept a cell in the future had a clock that was wrong.
    [...stored].filter(([, { readAtMs }]) => readAtMs <= nowMs),
  );
  return { key, kept, missing: wanted.filter((startMs) => !kept.has(startMs)) };
}

function batchOf(cells: ReadonlyMap<number, Cell>, { window }: ReadRequest['query']): LogBatch {
  const groups = [...cells.values()].flatMap((cell) => cell.groups);
  const rejections = [...cells.values()].flatMap((cell) => cell.rejections);
  const records = groups.reduce((sum, { requests }) => sum + requests, 0);
  return {
    invocations: [],
    groups,
    rejections: rejections.filter((rejection) => mayBeWithin(rejection, window)),
    missing: [],
    progress: { bytesRead: 0, bytesTotal: null, records },
    cachedRecords: records,
  };
}

async function planCached(leaf: LogSource, cached: CachedRequest): Promise<PlannedRead[]> {
  const { request, now } = cached;
  const plan = async (one: ReadRequest) => (await leaf.plan?.(one)) ?? [];
  if (needsEveryCall(request)) return [...(await plan(request))];
  const { key, kept, missing } = await lookUp(cached, now().getTime());
  const free: PlannedRead[] = spansOf([...kept.keys()], key.cellMs).map((span) => ({
    source: leaf.name,
    query: null,
    ...span,
    scannedBytes: 0,
    costUsd: '0',
  }));
  const paid = await Promise.all(
    spansOf(missing, key.cellMs).map((span) =>
      plan({ ...request, query: withinSpan(request.query, span) }),
    ),
  );
  return [...free, ...paid.flat()];
}
