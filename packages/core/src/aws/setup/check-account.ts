import pLimit from 'p-limit';

import type { AwsAccess, AwsPlace } from '../aws-access.ts';
import { enabledRegions } from '../enabled-regions.ts';
import { SpendError } from '../../errors.ts';
import type { SetupReport } from '../../model/setup-report.ts';
import { checkRegion, type CheckedRegion, type CheckRegionOptions } from './check-region.ts';
import {
  allowed,
  notTried,
  outcomeOf,
  permissionCheck,
  type PermissionCheck,
} from './permission-check.ts';

export interface CheckedAccount {
  setup: SetupReport['accounts'][number];
  regions: readonly CheckedRegion[];
  permissions: readonly PermissionCheck[];
}

export interface CheckAccountOptions extends Omit<CheckRegionOptions, 'isNamed'> {
  access: AwsAccess;
  roleName: string;
  /** `null`: those that the account has enabled. */
  regions: readonly string[] | null;
}

const regionsAtOnce = 4;

/** Whether an account can be read, and what its regions hold. */
export async function checkAccount(
  accountId: string,
  options: CheckAccountOptions,
): Promise<CheckedAccount> {
  const { access, roleName } = options;
  const home = await access.place(accountId, await access.homeRegion());
  const { roleArn } = home;
  const assumed = (outcome: ReturnType<typeof outcomeOf>) =>
    roleArn === null
      ? []
      : [permissionCheck('sts:AssumeRole', { accountId, region: home.region, roleName }, outcome)];
  try {
    await home.credentials();
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    const { message } = error;
    const isDenied = outcomeOf(error).status === 'denied';
    const status = isDenied ? 'denied' : 'failed';
    return {
      setup: { accountId, roleArn, regions: [], status, message },
      regions: [],
      permissions: assumed(isDenied ? { status: 'denied', detail: message } : notTried(message)),
    };
  }
  const { regions, permissions } = await checkRegions(home, options);
  return {
    setup: {
      accountId,
      roleArn,
      status: 'ok',
      message: null,
      regions: regions.map(({ setup }) => setup),
    },
    regions,
    permissions: [...assumed(allowed), ...permissions],
  };
}

async function checkRegions(home: AwsPlace, options: CheckAccountOptions) {
  const { access, regions: asked, signal } = options;
  const { regions, permissions } =
    asked === null ? await findRegions(home, signal) : { regions: asked, permissions: [] };
  const limit = pLimit(regionsAtOnce);
  const checked = await Promise.all(
    regions.map((region) =>
      limit(async () =>
        checkRegion(await access.place(home.accountId, region), {
          ...options,
          isNamed: asked !== null,
        }),
      ),
    ),
  );
  const found = checked.filter((region) => region !== null);
  return {
    regions: found,
    permissions: [...permissions, ...found.flatMap((region) => region.permissions)],
  };
}

async function findRegions(home: AwsPlace, signal: AbortSignal | undefined) {
  const { regions, denial } = await enabledRegions(home, signal);
  const outcome = denial === null ? allowed : outcomeOf(denial);
  return { regions, permissions: [permissionCheck('account:ListRegions', home, outcome)] };
}
