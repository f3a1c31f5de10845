import { defaultLogGroup } from '../../aws/access-options.ts';
import type { AwsPlace } from '../../aws/aws-access.ts';
import { awsErrorKind } from '../../aws/aws-error-kind.ts';
import { findLogGroup } from '../../aws/log-groups.ts';
import { askLogging, type LoggingState } from '../../aws/logging-state.ts';
import { SpendError } from '../../errors.ts';
import type { PartialSource } from '../../model/report.ts';
import { onlyInS3 } from './logging-sentences.ts';

/** What is known of one region that nobody named. */
export interface RegionFindings {
  place: AwsPlace;
  /** To be read. */
  logGroups: readonly string[];
  /** Logged, but not where it can be read. */
  missing: PartialSource | null;
  /** Why it is not known whether there is a group to read, for want of a permission. */
  denied: string | null;
}

export interface LookOptions {
  /** The account said that the region is enabled. */
  isCertain: boolean;
  /** Empty: the one that Bedrock logs to, else the default one. */
  logGroups: readonly string[];
  signal: AbortSignal | undefined;
}

/** Finds out whether invocations of a region are logged to CloudWatch Logs. */
export async function lookForLogging(
  place: AwsPlace,
  options: LookOptions,
): Promise<RegionFindings> {
  const { isCertain, logGroups, signal } = options;
  const nothing: RegionFindings = { place, logGroups: [], missing: null, denied: null };
  try {
    const logging = await askLogging(place, signal);
    return { ...nothing, ...findingsOf(place, logging, logGroups) };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    const kind = awsErrorKind(error);
    // Where Bedrock has no endpoint, and in a region that the account has not enabled, nobody calls it.
    if (kind === 'no-host' || (kind === 'unknown-key' && !isCertain)) return nothing;
    if (kind === 'denied') return { ...nothing, ...(await lookForGroups(place, error, options)) };
    return { ...nothing, missing: unreadable(place, error) };
  }
}

function findingsOf(
  place: AwsPlace,
  logging: LoggingState,
  logGroups: readonly string[],
): Partial<RegionFindings> {
  if (logging.logGroup !== null) {
    return { logGroups: logGroups.length === 0 ? [logging.logGroup] : logGroups };
  }
  if (logging.s3Location === null) return {};
  return { missing: onlyInS3(place, logging.s3Location) };
}

/**
 * Without a look at the configuration: are there log groups where they usually are? Where there are
 * none, Bedrock may log to another one.
 */
async function lookForGroups(
  place: AwsPlace,
  denial: SpendError,
  { logGroups, signal }: LookOptions,
): Promise<Partial<RegionFindings>> {
  const names = logGroups.length === 0 ? [defaultLogGroup] : logGroups;
  try {
    const groups = await Promise.all(names.map((name) => findLogGroup(place, name, signal)));
    const found = names.filter((_, index) => groups[index] !== null);
    return found.length > 0 ? { logGroups: found } : { denied: denial.message };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return { denied: denial.message };
  }
}

function unreadable({ accountId, region }: AwsPlace, { message }: SpendError): PartialSource {
  return { origin: `${accountId} ${region}`, reason: 'unreadable', message };
}
