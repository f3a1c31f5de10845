import type { LoggingConfig } from '@aws-sdk/client-bedrock';

import { partitionOf } from '../aws-partitions.ts';

export interface LoggingPlace {
  accountId: string;
  region: string;
  logGroup: string;
}

/** Commands of the AWS command line that do one thing. */
export interface CommandList {
  title: string;
  commands: string[];
}

// Thirteen months, as far back as Cost Explorer goes: bills and logs can be compared.
const retentionDays = 400;

/** Counts, ids and callers; neither prompts nor completions. */
const countsOnly = {
  textDataDeliveryEnabled: false,
  imageDataDeliveryEnabled: false,
  embeddingDataDeliveryEnabled: false,
  videoDataDeliveryEnabled: false,
  audioDataDeliveryEnabled: false,
};

/**
 * How to switch invocation logging on. Where it goes to S3 already that is kept: there is one
 * configuration for each account and region, and a new one takes the place of the old.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 */
export function switchOnCommands(place: LoggingPlace, existing: LoggingConfig): CommandList {
  const { accountId, region, logGroup } = place;
  const roleName = `BedrockInvocationLogging-${region}`;
  const roleArn = `arn:${partitionOf(region)}:iam::${accountId}:role/${roleName}`;
  const config = { ...existing, cloudWatchConfig: { logGroupName: logGroup, roleArn } };
  return {
    title: `Switch invocation logging on in account ${accountId}, ${region}, counts only`,
    commands: [
      `aws logs create-log-group --region ${region} --log-group-name ${logGroup}`,
      `aws logs put-retention-policy --region ${region} --log-group-name ${logGroup} --retention-in-days ${retentionDays}`,
      `aws iam create-role --role-name ${roleName} --assume-role-policy-document '${JSON.stringify(bedrockTrust(place))}'`,
      `aws iam put-role-policy --role-name ${roleName} --policy-name WriteInvocationLogs --policy-document '${JSON.stringify(writePolicy(place))}'`,
      putConfiguration(region, { ...config, ...countsOnly }),
    ],
  };
}

/** How to keep prompts and completions out of the log. */
export function countsOnlyCommands(
  { accountId, region }: Omit<LoggingPlace, 'logGroup'>,
  existing: LoggingConfig,
): CommandList {
  return {
    title: `Log counts only in account ${accountId}, ${region}, no prompts and completions`,
    commands: [putConfiguration(region, { ...existing, ...countsOnly })],
  };
}

function putConfiguration(region: string, config: LoggingConfig): string {
  return `aws bedrock put-model-invocation-logging-configuration --region ${region} --logging-config '${JSON.stringify(config)}'`;
}

function bedrockTrust({ accountId, region }: LoggingPlace) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: {
            'aws:SourceArn': `arn:${partitionOf(region)}:bedrock:${region}:${accountId}:*`,
          },
        },
      },
    ],
  };
}

function writePolicy({ accountId, region, logGroup }: LoggingPlace) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:${partitionOf(region)}:logs:${region}:${accountId}:log-group:${logGroup}:log-stream:aws/bedrock/modelinvocations`,
      },
    ],
  };
}
