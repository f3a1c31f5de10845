import { awsErrorKind } from '../aws-error-kind.ts';
import { permissions, type AwsAction, type PermissionPlace } from '../permissions.ts';
import { SpendError } from '../../errors.ts';
import type { SetupReport } from '../../model/setup-report.ts';

export type PermissionCheck = SetupReport['permissions'][number];

const reasons = {
  report: 'reports by AWS’s query engine',
  'engine-filter': 'reports of what the query engine cannot see, and single calls',
  'log-group-names': 'costs ahead of time, and names of log groups in errors',
  'logging-state': 'telling no usage from no logging',
  'all-regions': 'reports of all regions',
  'inference-profiles': 'prices of calls through application inference profiles',
  'other-accounts': 'other accounts',
  bill: 'the bill',
} as const satisfies Record<(typeof permissions)[AwsAction]['neededFor'], string>;

type Outcome = Pick<PermissionCheck, 'status' | 'detail'>;

/** A permission with what was found out about it. */
export function permissionCheck(
  action: AwsAction,
  place: PermissionPlace,
  { status, detail }: Outcome,
): PermissionCheck {
  return {
    action,
    neededFor: reasons[permissions[action].neededFor],
    accountId: place.accountId,
    region: place.region,
    resource: permissions[action].resource(place),
    status,
    detail,
  };
}

export function notTried(detail: string): Outcome {
  return { status: 'not-tried', detail };
}

export const allowed: Outcome = { status: 'allowed', detail: null };

/**
 * What an answer of AWS says about the permission. AWS looks at permissions first: whoever hears that
 * a thing does not exist, or is asked for in a wrong way, may ask for it.
 */
export function outcomeOf(error: unknown): Outcome {
  if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
  const kind = awsErrorKind(error);
  if (kind === 'denied') return { status: 'denied', detail: error.message };
  if (kind === 'not-found' || kind === 'other') return allowed;
  return notTried(error.message);
}

/** Makes a call only to see whether it is allowed. */
export async function tryCall(call: () => Promise<unknown>): Promise<Outcome> {
  try {
    await call();
    return allowed;
  } catch (error) {
    return outcomeOf(error);
  }
}
