import type { AwsAccessOptions } from './aws/access-options.ts';
import type { LogSource } from './source/log-source.ts';
import type { QueryEngine } from './source/cloudwatch/engine-context.ts';

/**
 * Where a source of CloudWatch logs reads, and how.
 *
 * @example
 * const options: CloudwatchSourceOptions = { accounts: ['111122223333'], regions: ['all'] };
 */
export interface CloudwatchSourceOptions extends AwsAccessOptions {
  /** Default `auto`. */
  engine?: QueryEngine | undefined;
  /** Log groups that are read at the same time. Default 8. */
  concurrency?: number | undefined;
  /** Calls of FilterLogEvents a second, for each account and region. Default 5, which is AWS's quota. */
  callsPerSecond?: number | undefined;
  /** Rows that one query may answer with before its range is split. Default 100,000, AWS's limit. */
  maximumRows?: number | undefined;
  /** Default: the clock. */
  now?: (() => Date) | undefined;
  /** Waits; rejects at once when the signal says so. Default: a timer. */
  wait?: ((durationMs: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

/**
 * Invocation logs in CloudWatch Logs, of any number of accounts and regions. Nothing is asked of AWS
 * before the source is read.
 *
 * @throws SpendError `INVALID_QUERY` for options that cannot be.
 * @example
 * const logs = cloudwatchSource({ regions: ['us-east-1'] });
 * const { totals } = await createReport(logs, { days: 30 });
 */
export function cloudwatchSource(_options: CloudwatchSourceOptions = {}): LogSource {
  return {
    kind: 'cloudwatch',
    name: 'CloudWatch Logs',
    async *read() {
      throw new Error('not written yet');
    },
  };
}
