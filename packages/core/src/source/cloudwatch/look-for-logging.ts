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
  /** To be read; `null` where there is none. */
  logGroup: string | null;
  /** Logged, but not where it can be read. */
  missing: PartialSource | null;
  /** Why the region could not be looked at, for want of a permission. */
  denied: string | null;
}

export interface LookOptions {
  /** The account said that the region is enabled. */
  isCertain: boolean;
  signal: AbortSignal | undefined;
}

/** Finds out whether invocations of a region are logged to CloudWatch Logs. */
export async function lookForLogging(
  place: AwsPlace,
  { isCertain, signal }: LookOptions,
): Promise<RegionFindings> {
  const nothing: RegionFindings = { place, logGroup: null, missing: null, denied: null };
  try {
    return { ...nothing, ...findingsOf(place, await askLogging(place, signal)) };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    const kind = awsErrorKind(error);
    // Where Bedrock has no endpoint, and in a region that the account has not enabled, nobody calls it.
    if (kind === 'no-host' || (kind === 'unknown-key' && !isCertain)) return nothing;
    if (kind === 'denied') return { ...nothing, ...(await lookForGroup(place, error, signal)) };
    return { ...nothing, missing: unreadable(place, error) };
  }
}

function findingsOf(place: AwsPlace, logging: LoggingState): Partial<RegionFindings> {
  if (logging.logGroup !== null) return { logGroup: logging.logGroup };
  if (logging.s3Location === null) return {};
  return { missing: onlyInS3(place, logging.s3Location) };
}

/** Without a look at the configuration: is there a log group where Bedrock's usually is? */
async function lookForGroup(
  place: AwsPlace,
  denial: SpendError,
  signal: AbortSignal | undefined,
): Promise<Partial<RegionFindings>> {
  try {
    const group = await findLogGroup(place, defaultLogGroup, signal);
    return { logGroup: group === null ? null : defaultLogGroup };
  } catch (error) {
    if (!SpendError.isInstance(error) || error.code === 'CANCELLED') throw error;
    return { denied: denial.message };
  }
}

function unreadable({ accountId, region }: AwsPlace, { message }: SpendError): PartialSource {
  return { origin: `${accountId} ${region}`, reason: 'unreadable', message };
}
