import type { Invocation } from './invocation.ts';
import type { Rejection } from './rejection.ts';
import type { PartialSource } from './report.ts';
import type { UsageRow } from './usage-row.ts';

/**
 * What a source hands on at a time. Batches, not single records: an await for each record would
 * cost more than reading it.
 *
 * @example
 * const batch: LogBatch = { invocations, rejections: [], rows: [], missing: [], progress: null };
 */
export interface LogBatch {
  invocations: readonly Invocation[];
  rejections: readonly Rejection[];
  /** Rows of an engine that aggregates by itself. */
  rows: readonly UsageRow[];
  /** What could not be read; the report is partial. */
  missing: readonly PartialSource[];
  progress: Progress | null;
}

/**
 * How far a source is.
 *
 * @example
 * const percent = ({ bytesRead, bytesTotal }: Progress) =>
 *   bytesTotal === null ? null : Math.floor((100 * bytesRead) / bytesTotal);
 */
export interface Progress {
  bytesRead: number;
  /** `null` where it is not known, as on a pipe. */
  bytesTotal: number | null;
  records: number;
}
