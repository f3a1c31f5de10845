import type { EventStore } from '../../event-store/event-store.ts';
import { AwsError } from '../aws-error.ts';

export type QueryRow = readonly { field: string; value: string }[];

export interface QueryStatistics {
  recordsMatched: number;
  recordsScanned: number;
  bytesScanned: number;
  logGroupsScanned: number;
}

export type CompiledQuery = { text: string };

export interface QueryRun {
  store: EventStore;
  groupIds: number[];
  startSeconds: number;
  endSeconds: number;
  limit?: number;
  signal: AbortSignal;
}

export function compileQuery(_text: string): CompiledQuery {
  throw new AwsError('ServiceUnavailableException', 'The emulator has no query engine yet.');
}

export function runQuery(
  _query: CompiledQuery,
  _run: QueryRun,
): Promise<{ rows: QueryRow[]; statistics: QueryStatistics }> {
  throw new Error('The emulator has no query engine yet.');
}
