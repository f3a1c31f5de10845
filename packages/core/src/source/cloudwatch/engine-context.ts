import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

import type { CallLimiter } from '../../aws/call-limiter.ts';
import type { Wait } from '../../aws/wait.ts';

/** What an engine needs to read one log group. */
export interface EngineContext {
  logs: CloudWatchLogsClient;
  accountId: string;
  region: string;
  logGroup: string;
  /** For FilterLogEvents. Of the account and region: all of their log groups share its quota. */
  limiter: CallLimiter;
  now(): Date;
  wait: Wait;
  signal: AbortSignal | undefined;
}

/** Milliseconds since 1970-01-01 UTC: from `startMs` on, up to and without `endMs`. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}
