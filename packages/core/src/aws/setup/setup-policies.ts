import { defaultLogGroup } from '../access-options.ts';
import type { SetupReport } from '../../model/setup-report.ts';
import { readerPolicy, trustPolicy, type ReaderPolicyOptions } from './policies.ts';

export interface SetupPoliciesOptions {
  /** Whose credentials they are. */
  accountId: string;
  partition: string;
  /** To be read. */
  accounts: readonly string[];
  /** `null`: all. */
  regions: readonly string[] | null;
  /** Empty: those that Bedrock logs to. */
  logGroups: readonly string[];
  roleName: string;
  externalId: string | undefined;
  /** What is known of the accounts. */
  checked: SetupReport['accounts'];
}

/** The policies that these settings take, whether they are in place or not. */
export function setupPolicies(
  options: SetupPoliciesOptions,
): Pick<SetupReport, 'policy' | 'otherAccounts'> {
  const { accountId: own, partition, accounts, roleName, externalId } = options;
  const others = accounts.filter((accountId) => accountId !== own);
  return {
    policy: readerPolicy({
      partition,
      accountId: own,
      logGroups: accounts.includes(own) ? groupsOf(own, options) : [],
      roles: others.map((accountId) => ({ accountId, roleName })),
      readsBill: true,
    }),
    otherAccounts: others.map((accountId) => ({
      accountId,
      roleName,
      policy: readerPolicy({
        partition,
        accountId,
        logGroups: groupsOf(accountId, options),
        roles: [],
        readsBill: false,
      }),
      trustPolicy: trustPolicy({ partition, accountId: own, externalId }),
    })),
  };
}

/** In each region the groups that were found there; in all regions those that were found anywhere. */
function groupsOf(
  accountId: string,
  { regions, logGroups, checked }: SetupPoliciesOptions,
): ReaderPolicyOptions['logGroups'] {
  const found = checked.find((account) => account.accountId === accountId)?.regions ?? [];
  return (regions ?? ['*']).flatMap((region) => {
    const here = found.filter((one) => region === '*' || one.region === region);
    const names = here.flatMap((one) => one.logGroups.map(({ name }) => name));
    const asked = logGroups.length > 0 ? logGroups : names;
    return [...new Set(asked.length > 0 ? asked : [defaultLogGroup])].map((logGroup) => ({
      region,
      logGroup,
    }));
  });
}
