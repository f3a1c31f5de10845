import type { SetupReport } from '../../model/setup-report.ts';
import type { AwsAccessOptions } from '../access-options.ts';

/**
 * What a setup check looks at.
 *
 * @example
 * const options: SetupOptions = { regions: ['us-east-1', 'eu-west-1'], paidChecks: false };
 */
export interface SetupOptions extends AwsAccessOptions {
  /**
   * Also tries what costs money: a query of a log group that scans one minute, and one request of Cost
   * Explorer ($0.01). Default false.
   */
  paidChecks?: boolean | undefined;
  /** Ends the check, promptly. */
  signal?: AbortSignal | undefined;
  /** Default: the clock. */
  now?: (() => Date) | undefined;
}

/**
 * Checks what reading usage from AWS needs, by free calls that change nothing: credentials, accounts,
 * logging in each region, log groups and permissions. What is missing is in the answer, not thrown.
 *
 * @throws SpendError `INVALID_QUERY` for options that cannot be, `CANCELLED`.
 * @example
 * const setup = await checkSetup({ regions: ['us-east-1'] });
 * console.log(setup.status, setup.advice);
 */
export async function checkSetup(_options: SetupOptions = {}): Promise<SetupReport> {
  throw new Error('not written yet');
}
