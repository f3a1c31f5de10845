import type { RefusalReason } from './metrics.ts';

/** What may be told of a request in the log and the metrics: names and figures, nothing of what was asked. */
export interface RequestFacts {
  /** JSON-RPC method, `response`, or `batch of N`. */
  rpc?: string;
  /** Tool that is called. */
  tool?: string;
  /** Short name of the session. */
  session?: string;
  /** Who calls. */
  subject?: string;
  /** Why it was not served. */
  refused?: RefusalReason;
}
