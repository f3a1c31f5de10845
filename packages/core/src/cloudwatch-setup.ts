import { defaultRoleName, type AwsAccessOptions } from './aws/access-options.ts';
import { createAwsAccess } from './aws/aws-access.ts';
import { runSetupCheck } from './aws/setup/check-setup.ts';
import { flagNames } from './aws/setup/setting-names.ts';
import type { SetupReport } from './model/setup-report.ts';
import { checkAccess } from './query/check-access.ts';

/**
 * What a setup check looks at.
 *
 * @example
 * const options: SetupOptions = { regions: ['us-east-1', 'eu-west-1'], paidChecks: false };
 */
export interface SetupOptions extends AwsAccessOptions {
  /**
   * Also tries what costs money: a query over one minute of each log group, and two requests of Cost
   * Explorer ($0.01 each). Default false.
   */
  paidChecks?: boolean | undefined;
  /**
   * What these options are called where the check was asked for, so that what it says can name them.
   * Default: the flags of the command line.
   */
  names?: { paidChecks?: string; logGroups?: string } | undefined;
  /** Leaves the external id out of what is answered, for those who may read but not set up. Default false. */
  hideExternalId?: boolean | undefined;
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
export async function checkSetup(options: SetupOptions = {}): Promise<SetupReport> {
  const { regions, accounts, logGroups } = checkAccess(options);
  const { now = () => new Date(), roleName = defaultRoleName, externalId, signal } = options;
  const access = createAwsAccess(options, { now, anyRegion: regions?.[0] });
  return runSetupCheck({
    access,
    accounts,
    logGroups,
    roleName,
    externalId:
      externalId !== undefined && options.hideExternalId === true ? 'EXTERNAL-ID' : externalId,
    now,
    signal,
    regions: regions?.length === 0 ? [await access.region()] : regions,
    paidChecks: options.paidChecks ?? false,
    names: { ...flagNames, ...options.names },
  });
}
