import type { AwsAccess } from '../aws-access.ts';
import type { AwsIdentity } from '../aws-identity.ts';
import { SpendError } from '../../errors.ts';
import type { SetupReport } from '../../model/setup-report.ts';
import { checkAccount, type CheckAccountOptions, type CheckedAccount } from './check-account.ts';
import { notSeen } from './not-seen.ts';
import type { PermissionCheck } from './permission-check.ts';
import { setupAdvice } from './setup-advice.ts';
import { setupCommands } from './setup-commands.ts';
import { setupPolicies } from './setup-policies.ts';
import { tryBillPermissions } from './try-bill-permissions.ts';

export interface CheckOptions extends CheckAccountOptions {
  access: AwsAccess;
  /** Empty: the account of the credentials. */
  accounts: readonly string[];
  externalId: string | undefined;
}

/** Checks everything that reading usage needs. What is missing is in the answer, not thrown. */
export async function runSetupCheck(options: CheckOptions): Promise<SetupReport> {
  const { access } = options;
  let identity: AwsIdentity;
  try {
    identity = await access.identity();
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return withoutCredentials(error, options);
  }
  const asked = options.accounts.length > 0 ? options.accounts : [identity.accountId];
  const accounts = await Promise.all(asked.map((accountId) => checkAccount(accountId, options)));
  const home = await access.place(identity.accountId, await access.homeRegion());
  const bill = await tryBillPermissions(home, options);
  return setupOf(identity, accounts, { ...options, accounts: asked, bill });
}

function setupOf(
  identity: AwsIdentity,
  checked: readonly CheckedAccount[],
  options: CheckOptions & { bill: readonly PermissionCheck[] },
): SetupReport {
  const { accountId, arn } = identity;
  const accounts = checked.map(({ setup }) => setup);
  const permissions = once([...checked.flatMap((account) => account.permissions), ...options.bill]);
  return {
    schemaVersion: '1.0',
    status: isReady(accounts, permissions) ? 'ready' : 'incomplete',
    identity: { accountId, arn },
    credentials: { status: 'ok', message: null },
    accounts,
    permissions,
    advice: setupAdvice(accounts, { permissions, names: options.names }),
    notSeen: [...notSeen],
    ...setupPolicies({ ...identity, ...options, checked: accounts }),
    commands: setupCommands(
      checked.flatMap(({ regions }) => regions),
      options.logGroups,
    ),
  };
}

function isReady(
  accounts: SetupReport['accounts'],
  permissions: SetupReport['permissions'],
): boolean {
  if (permissions.some(({ status }) => status === 'denied')) return false;
  return accounts.every(({ status, regions }) => {
    const asked = regions.filter(({ logGroups }) => logGroups.length > 0);
    return (
      status === 'ok' &&
      asked.length > 0 &&
      asked.every(
        ({ logging, logGroups }) =>
          logging.cloudWatchLogGroup !== null &&
          logGroups.every((group) => group.status === 'found'),
      )
    );
  });
}

/** Several log groups of a region share what is not about a log group. */
function once(permissions: readonly PermissionCheck[]): PermissionCheck[] {
  const byPlace = permissions.map((check) => {
    const { action, accountId, region, resource } = check;
    return [[action, accountId, region, resource].join(' '), check] as const;
  });
  return [...new Map(byPlace).values()];
}

/** All that can be said without knowing who asks. */
function withoutCredentials(error: SpendError, options: CheckOptions): SetupReport {
  const [accountId = '*'] = options.accounts;
  return {
    schemaVersion: '1.0',
    status: 'no-credentials',
    identity: null,
    credentials: { status: 'failed', message: error.message },
    accounts: [],
    permissions: [],
    advice: [error.message],
    notSeen: [...notSeen],
    ...setupPolicies({
      ...options,
      accountId,
      partition: 'aws',
      accounts: [accountId, ...options.accounts.slice(1)],
      checked: [],
    }),
    commands: [],
  };
}
