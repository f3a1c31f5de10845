/**
 * Why a piece of input is not an invocation.
 *
 * @example
 * const reasons: RejectionReason[] = report.rejected.map(({ reason }) => reason);
 */
export type RejectionReason =
  /** Neither JSON nor anything we know that AWS writes between records. */
  | 'not-json'
  /** JSON, but not a record of the model invocation log. */
  | 'not-an-invocation-record'
  /** An invocation record with a field of the wrong type that the report cannot do without. */
  | 'invalid-record'
  /** Longer than 16 MiB. */
  | 'too-long';

/**
 * A piece of input that was skipped; it is counted in every report.
 *
 * @example
 * const rejection: Rejection = {
 *   reason: 'invalid-record',
 *   detail: 'timestamp is missing',
 *   location: { origin: 'logs/a.json.gz', line: 17 },
 * };
 */
export interface Rejection {
  reason: RejectionReason;
  /** What is wrong, without any of the record's content: `timestamp is missing`. */
  detail: string;
  location: RecordLocation;
}

/**
 * Where a record stands.
 *
 * @example
 * const location: RecordLocation = { origin: 'logs/a.json.gz', line: 17 };
 */
export interface RecordLocation {
  /** File path, `<stdin>`, or name of a log stream. */
  origin: string;
  /** Counted from 1; `null` where lines have no meaning. */
  line: number | null;
  /** When it was written, in milliseconds since 1970-01-01 UTC, where the log tells it beside the record. */
  timestampMs?: number | undefined;
}
