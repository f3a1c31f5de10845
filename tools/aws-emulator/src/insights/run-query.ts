import { setImmediate } from 'node:timers/promises';
import type { EventStore } from '../event-store/event-store.ts';
import type { CompiledQuery } from './compile-query.ts';
import { eventRanges } from './engine/event-ranges.ts';
import type { QueryRun } from './engine/query-run.ts';
import { createQueryTables } from './engine/query-tables.ts';
import { readResults, type ResultRow } from './engine/read-results.ts';
import { registerFunctions } from './engine/register-functions.ts';
import {
  countRowsSql,
  EVENTS_OF_RANGE,
  keepRowsSql,
  keptColumns,
  SIZE_OF_RANGE,
} from './engine/stage-sql.ts';

/** Of StartQuery: the most rows where neither the query nor the caller says. */
const DEFAULT_LIMIT = 10_000;
/** Events between two looks at the event loop. */
const RANGE_SIZE = 2_000;

export interface QueryStatistics {
  recordsMatched: number;
  recordsScanned: number;
  /** UTF-8 bytes of the messages in the time range. */
  bytesScanned: number;
  logGroupsScanned: number;
  estimatedRecordsSkipped: number;
  estimatedBytesSkipped: number;
}

export interface QueryResults {
  rows: ResultRow[];
  statistics: QueryStatistics;
}

export interface QueryProgress {
  statistics: QueryStatistics;
  /** Computes the results over what was read so far; only while `onProgress` runs. */
  rows(): ResultRow[];
}

export interface RunQueryOptions {
  store: EventStore;
  groupIds: readonly number[];
  /** Inclusive, epoch seconds, as in StartQuery. */
  startSeconds: number;
  /** Inclusive: events up to this very second's first millisecond. */
  endSeconds: number;
  /** Of StartQuery; AWS applies it behind the query's own commands. */
  limit?: number;
  /** When the query was started, for `now()`. */
  nowMs: number;
  signal?: AbortSignal;
  onProgress?: (progress: QueryProgress) => void;
}

/** Runs a query; gives way to other work every few thousand events. */
export async function runQuery(
  { plan }: CompiledQuery,
  options: RunQueryOptions,
): Promise<QueryResults> {
  const { database } = options.store;
  const [stage] = plan.stages;
  if (stage === undefined) throw new Error('A plan has at least one stage.');
  const limit = Math.min(plan.limit ?? options.limit ?? DEFAULT_LIMIT, options.limit ?? Infinity);
  const [startMs, endMs] = [options.startSeconds * 1_000, options.endSeconds * 1_000];
  const run: QueryRun = {
    plan,
    discovered: new Map(plan.discovered.map((name, index) => [name, index])),
    undiscoveredGroups: infrequentAccess(options),
    tuples: [],
    nowMs: options.nowMs,
    startMs,
    endMs,
  };
  const runFor = registerFunctions(database);
  const statistics = noStatistics(options.groupIds.length);
  const tables = createQueryTables(database);
  try {
    const table = tables.create(keptColumns(stage));
    const keep = database.prepare(keepRowsSql(stage, EVENTS_OF_RANGE, table));
    const count = database.prepare(countRowsSql(stage, EVENTS_OF_RANGE));
    const measure = database.prepare(SIZE_OF_RANGE);
    const merged = stage.boundary.kind === 'group' && stage.boundary.partials !== null;
    const matched = database.prepare(
      merged ? `SELECT sum(matched) AS matched FROM ${table}` : 'SELECT 0 AS matched',
    );
    // Without a sort only the newest of each group can be among the results.
    const isNewestOnly = stage.boundary.kind === 'end' || stage.boundary.kind === 'limit';
    const enough = stage.boundary.kind === 'limit' ? stage.boundary.count : limit;
    const readSoFar = () =>
      runFor(run, () => readResults(database, { plan, keptTable: table, limit }));

    for (const groupId of options.groupIds) {
      let kept = 0;
      for (const range of eventRanges(database, { groupId, startMs, endMs, size: RANGE_SIZE })) {
        options.signal?.throwIfAborted();
        const measured = measure.get(range);
        statistics.recordsScanned += Number(measured?.['records']);
        statistics.bytesScanned += Number(measured?.['bytes']);
        const isFull = isNewestOnly && kept >= enough;
        const rows = runFor(run, () =>
          Number(isFull ? count.get(range)?.['rows'] : keep.run(range).changes),
        );
        if (!isFull) kept += rows;
        statistics.recordsMatched = merged
          ? Number(matched.get()?.['matched'] ?? 0)
          : statistics.recordsMatched + rows;
        options.onProgress?.({ statistics: { ...statistics }, rows: readSoFar });
        await setImmediate();
      }
    }
    options.signal?.throwIfAborted();
    return { rows: readSoFar(), statistics };
  } finally {
    tables.dropAll();
  }
}

function infrequentAccess({ store, groupIds }: RunQueryOptions): Set<number> {
  return new Set(
    groupIds.filter((groupId) => store.group(groupId).logClass === 'INFREQUENT_ACCESS'),
  );
}

function noStatistics(logGroupsScanned: number): QueryStatistics {
  return {
    recordsMatched: 0,
    recordsScanned: 0,
    bytesScanned: 0,
    logGroupsScanned,
    estimatedRecordsSkipped: 0,
    estimatedBytesSkipped: 0,
  };
}
