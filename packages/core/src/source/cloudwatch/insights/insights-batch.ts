import type { SpendError } from '../../../errors.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';
import type { TimeRange } from '../engine-context.ts';

/** What CloudWatch Logs Insights has added up, and what it could not. */
export interface InsightsBatch {
  groups: InvocationGroup[];
  gaps: InsightsGap[];
  /** Bytes scanned since the last batch, those of answers that were thrown away included. */
  scannedBytes: number;
}

/** A range of time that holds calls which Insights cannot see in full. */
export interface InsightsGap {
  range: TimeRange;
  /** `refused`: AWS does not take the query. `no-fields`: nothing of any record is discovered, as in groups of the class Infrequent Access. */
  reason: 'unseen-calls' | 'too-many-rows' | 'no-fields' | 'refused';
  /** What Insights does see of the range, with the counts that it lacks as unknown. */
  groups: InvocationGroup[];
  /** Why AWS refused the query. */
  refusal?: SpendError;
  /** Calls that it cannot see in full; `null` where not even their number is known. */
  unseenCalls: number | null;
}
