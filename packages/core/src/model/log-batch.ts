import type { InvocationGroup } from './invocation-group.ts';
import type { Invocation } from './invocation.ts';
import type { Rejection } from './rejection.ts';
import type { InferenceProfile, PartialSource } from './report.ts';

/**
 * What a source hands on at a time. Batches, not single records: an await for each record would
 * cost more than reading it.
 *
 * @example
 * const batch: LogBatch = { invocations, rejections: [], groups: [], missing: [], progress: null };
 */
export interface LogBatch {
  invocations: readonly Invocation[];
  rejections: readonly Rejection[];
  /** Calls that were added up where they were read. */
  groups: readonly InvocationGroup[];
  /** What could not be read; the report is partial. */
  missing: readonly PartialSource[];
  progress: Progress | null;
  /** Bytes that a query engine has scanned and charges for, since the last batch. */
  scannedBytes?: number | undefined;
  /** Records of this batch that were not read now: they were kept from an earlier reading. */
  cachedRecords?: number | undefined;
  /** Application inference profiles that were looked up for the calls of this batch. */
  inferenceProfiles?: readonly InferenceProfile[] | undefined;
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
