import type { LoggingConfig } from '@aws-sdk/client-bedrock';

import { invocationLoggingCommand } from './invocation-logging-command.ts';

/** Where our configuration has Bedrock log to, by names that tell it from others. */
export interface OwnLogging {
  region: string;
  logGroupName: string;
  roleName: string;
}

/** What stands in the way of configuring logging. */
export interface LoggingConflict {
  /** What is there, and what can be done about it. */
  message: string;
  /** The command that brings back what is there. */
  restoreCommand: string;
}

/**
 * Whether a region has a configuration that ours would take the place of: AWS keeps one for each
 * account and region. Null where there is none, or where it is ours from an earlier deployment.
 */
export function loggingConflict(existing: LoggingConfig, own: OwnLogging): LoggingConflict | null {
  const places = placesOf(existing);
  if (places.length === 0 || isOwn(existing, own)) return null;
  const { region } = own;
  const { logGroupName } = existing.cloudWatchConfig ?? {};
  const keep =
    logGroupName === undefined
      ? 'To keep it, run: npx nx config infra rm invocationLogging.'
      : `To keep it, run: npx nx config infra rm invocationLogging, and read that log group: npx nx config infra set logGroups ${logGroupName}.`;
  return {
    message: `Bedrock in ${region} has invocation logging already, to ${places.join(' and ')}. ${keep} To have ours in its place, set overwrite in bedrock-spend:invocationLogging to true.`,
    restoreCommand: invocationLoggingCommand(region, existing),
  };
}

// A delivery to S3 beside ours was added by somebody else, and would be lost.
function isOwn({ cloudWatchConfig, s3Config }: LoggingConfig, own: OwnLogging): boolean {
  return (
    cloudWatchConfig?.logGroupName === own.logGroupName &&
    cloudWatchConfig.roleArn?.split('/').at(-1) === own.roleName &&
    s3Config?.bucketName === undefined
  );
}

function placesOf({ cloudWatchConfig, s3Config }: LoggingConfig): string[] {
  return [
    ...(cloudWatchConfig?.logGroupName === undefined
      ? []
      : [
          `the log group ${cloudWatchConfig.logGroupName} by the role ${cloudWatchConfig.roleArn ?? '(none)'}`,
        ]),
    ...(s3Config?.bucketName === undefined
      ? []
      : [`s3://${[s3Config.bucketName, s3Config.keyPrefix].filter(Boolean).join('/')}`]),
  ];
}
