import type { AwsPlace } from '../../aws/aws-access.ts';
import type { LoggingState } from '../../aws/logging-state.ts';
import type { PartialSource } from '../../model/report.ts';

/** The log exists, but where this source cannot read it. */
export function onlyInS3({ accountId, region }: AwsPlace, s3Location: string): PartialSource {
  return {
    origin: `${accountId} ${region}`,
    reason: 'not-found',
    message: `Bedrock logs invocations of account ${accountId}, ${region} to ${s3Location} only, not to CloudWatch Logs: copy them with "aws s3 sync" and read them with --source files.`,
  };
}

/** Why a log group may hold no call at all; `null` where nothing speaks against it. */
export function reasonForNoCalls(
  place: AwsPlace,
  logGroup: string,
  logging: LoggingState,
): PartialSource | null {
  const { accountId, region } = place;
  const origin = `${accountId} ${region} ${logGroup}`;
  if (logging.logGroup === logGroup) return null;
  if (logging.logGroup !== null) {
    return {
      origin,
      reason: 'not-found',
      message: `No call was found, and Bedrock logs invocations of account ${accountId}, ${region} to ${logging.logGroup}: name that with --log-group.`,
    };
  }
  if (logging.s3Location !== null) return { ...onlyInS3(place, logging.s3Location), origin };
  return {
    origin,
    reason: 'logging-off',
    message: `No call was found, and model invocation logging is off in account ${accountId}, ${region} (since when is not known), so calls leave no record: "bedrock-spend doctor --region ${region}" shows how to switch it on.`,
  };
}
