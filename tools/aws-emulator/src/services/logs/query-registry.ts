import type { CompiledQuery } from '../../insights/compile-query.ts';
import type { QueryResults } from '../../insights/run-query.ts';

export type QueryStatus = 'Scheduled' | 'Running' | 'Complete' | 'Failed' | 'Cancelled' | 'Timeout';

export interface StartedQuery {
  id: string;
  accountId: string;
  region: string;
  compiled: CompiledQuery;
  groupIds: number[];
  startSeconds: number;
  endSeconds: number;
  /** Null where the caller set none. */
  limit: number | null;
  infrequentAccess: boolean;
  startedAtMs: number;
  status: QueryStatus;
  /** What it comes to; anything but Complete is a fault that was asked for. */
  ending: 'Complete' | 'Failed' | 'Timeout';
  /** What GetQueryResults shows: while the query runs, a part. */
  rows: QueryResults['rows'];
  statistics: QueryResults['statistics'];
  stopping: AbortController;
}

/** Queries of one emulator, by id. */
export type QueryRegistry = Map<string, StartedQuery>;

const TIMEOUT_MS = 60 * 60_000;

export function isActive({ status }: StartedQuery): boolean {
  return status === 'Scheduled' || status === 'Running';
}

/** Ends a query that has run for an hour. */
export function endOverdue(query: StartedQuery, nowMs: number): void {
  if (!isActive(query) || nowMs - query.startedAtMs <= TIMEOUT_MS) return;
  query.status = 'Timeout';
  query.stopping.abort();
}
