import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';

import type { AwsTarget } from '../../aws/aws-target.ts';
import type { CallLimiter } from '../../aws/call-limiter.ts';
import type { Wait } from '../../aws/wait.ts';
import type { QueryEngine } from './query-engine.ts';

/** What `logGroupSource` reads, and by what. */
export interface LogGroupOptions {
  target: Pick<AwsTarget, 'accountId' | 'region'>;
  logGroup: string;
  engine: QueryEngine;
  /** Of `createAwsClients`: made when something is read. */
  logs(): Promise<CloudWatchLogsClient>;
  /** One for each account and region: all of its log groups share the quota of FilterLogEvents. */
  limiter: CallLimiter;
  now(): Date;
  /** Default: by the timers of Node. */
  wait?: Wait | undefined;
  /** Rows at which an answer of Insights may be cut off. Default 100,000, which is all AWS gives. */
  maximumRows?: number | undefined;
}
