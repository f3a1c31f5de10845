import { defaultLogGroup } from '../access-options.ts';
import type { AwsPlace } from '../aws-access.ts';
import { awsErrorKind } from '../aws-error-kind.ts';
import { findLogGroup } from '../log-groups.ts';
import { askLogging, type LoggingState } from '../logging-state.ts';
import { SpendError } from '../../errors.ts';
import type { SetupReport } from '../../model/setup-report.ts';
import { allowed, outcomeOf, permissionCheck, type PermissionCheck } from './permission-check.ts';
import { tryLogPermissions, type TryOptions } from './try-log-permissions.ts';
import { tryProfilePermissions } from './try-profile-permissions.ts';

export type RegionSetup = SetupReport['accounts'][number]['regions'][number];
type LogGroupSetup = RegionSetup['logGroups'][number];

export interface CheckedRegion {
  place: AwsPlace;
  setup: RegionSetup;
  /** `null` where it could not be asked for. */
  logging: LoggingState | null;
  permissions: readonly PermissionCheck[];
}

export interface CheckRegionOptions extends TryOptions {
  /** Empty: the one that Bedrock logs to, else the default one. */
  logGroups: readonly string[];
  /** Somebody asked for this region, not for all of them. */
  isNamed: boolean;
}

/**
 * Logging, log groups and permissions of one account in one region; `null` where there can be nothing:
 * a region of all that has no Bedrock, or that the account has not enabled.
 */
export async function checkRegion(
  place: AwsPlace,
  options: CheckRegionOptions,
): Promise<CheckedRegion | null> {
  const { accountId, region } = place;
  const { isNamed } = options;
  const asked = await attempt(() => askLogging(place, options.signal));
  if (!isNamed && isAbsent(asked.error)) return null;
  const logging = asked.value;
  if (!isNamed && logging !== null && !isOn(logging)) return silentRegion(place, logging);
  const named = options.logGroups.length > 0 ? options.logGroups : [groupOf(logging)];
  const groups = await Promise.all(named.map((name) => checkLogGroup(place, name, options)));
  return {
    place,
    logging,
    setup: {
      region,
      logging: {
        status: logging === null ? 'unknown' : isOn(logging) ? 'on' : 'off',
        cloudWatchLogGroup: logging?.logGroup ?? null,
        s3Location: logging?.s3Location ?? null,
        bodies: logging?.bodies ?? [],
        message: asked.error?.message ?? null,
      },
      logGroups: groups.map(({ setup }) => setup),
    },
    permissions: [
      permissionCheck(
        'bedrock:GetModelInvocationLoggingConfiguration',
        { accountId, region },
        asked.error === null ? allowed : outcomeOf(asked.error),
      ),
      ...groups.flatMap(({ permissions }) => permissions),
      ...(await tryProfilePermissions(place, options.signal)),
    ],
  };
}

export function isOn({ logGroup, s3Location }: LoggingState): boolean {
  return logGroup !== null || s3Location !== null;
}

function isAbsent(error: SpendError | null): boolean {
  const kind = awsErrorKind(error);
  return kind === 'no-host' || kind === 'unknown-key';
}

/** Nothing is logged there, and nobody asked for it: nothing else is tried. */
function silentRegion(place: AwsPlace, logging: LoggingState): CheckedRegion {
  const { accountId, region } = place;
  return {
    place,
    logging,
    setup: {
      region,
      logging: {
        status: 'off',
        cloudWatchLogGroup: null,
        s3Location: null,
        bodies: [],
        message: null,
      },
      logGroups: [],
    },
    permissions: [
      permissionCheck(
        'bedrock:GetModelInvocationLoggingConfiguration',
        { accountId, region },
        allowed,
      ),
    ],
  };
}

function groupOf(logging: LoggingState | null): string {
  return logging?.logGroup ?? defaultLogGroup;
}

async function checkLogGroup(place: AwsPlace, name: string, options: CheckRegionOptions) {
  const { accountId, region } = place;
  const asked = await attempt(() => findLogGroup(place, name, options.signal));
  const group = asked.value;
  const setup: LogGroupSetup = {
    name,
    status: group !== null ? 'found' : asked.error === null ? 'missing' : 'unknown',
    logClass: group?.logGroupClass ?? null,
    retentionDays: group?.retentionInDays ?? null,
    storedBytes: group?.storedBytes ?? null,
    message: asked.error?.message ?? null,
  };
  const described = asked.error === null ? allowed : outcomeOf(asked.error);
  return {
    setup,
    permissions: [
      permissionCheck('logs:DescribeLogGroups', { accountId, region }, described),
      ...(await tryLogPermissions(place, name, options)),
    ],
  };
}

/** A value, or the error that says why there is none. */
async function attempt<T>(
  ask: () => Promise<T>,
): Promise<{ value: T; error: null } | { value: null; error: SpendError }> {
  try {
    return { value: await ask(), error: null };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return { value: null, error };
  }
}
