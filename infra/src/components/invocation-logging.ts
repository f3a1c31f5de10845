import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import type { DeploymentPlace } from './deployment-place.ts';
import { loggingConflict } from './invocation-logging-conflict.ts';
import { countsOnly, loggingDifference } from './invocation-logging-difference.ts';
import { readInvocationLogging } from './invocation-logging-state.ts';

/** Where invocations of Bedrock are logged. */
export interface InvocationLoggingArgs {
  accountId: pulumi.Input<string>;
  partition: pulumi.Input<string>;
  place: DeploymentPlace;
  logGroupName: string;
  /** False: the log group is there already, and stays as it is. */
  makesLogGroup: boolean;
  retentionDays: number;
  /** A key of KMS that encrypts the log group, in place of the encryption that AWS always has. */
  kmsKeyArn: string | undefined;
  /** The log group can only be deleted after this was switched off. */
  isProtected: boolean;
  tags: Record<string, string>;
}

/** There is one configuration for each account and region, so one role for it is enough. */
export function invocationLoggingRoleName(region: string): string {
  return `bedrock-invocation-logging-${region}`;
}

/**
 * Refuses to go on where Bedrock in the region logs by a configuration that is not ours, unless it
 * may be overwritten; then says how to bring it back. Reads AWS, so it comes before `InvocationLogging`.
 */
export async function refuseOtherLogging(
  place: DeploymentPlace,
  options: { logGroup: string; overwrite: boolean },
): Promise<void> {
  const { region } = place;
  const roleName = invocationLoggingRoleName(region);
  const existing = await readInvocationLogging(place);
  const conflict = loggingConflict(existing, { region, logGroupName: options.logGroup, roleName });
  if (conflict === null) return;
  if (!options.overwrite) throw new pulumi.RunError(conflict.message);
  await pulumi.log.warn(
    `The configuration of invocation logging in ${region} is overwritten. This brings it back: ${conflict.restoreCommand}`,
  );
}

/** Has Bedrock log who called which model with how many tokens, and nothing that was said. */
export class InvocationLogging extends pulumi.ComponentResource {
  /** Known when Bedrock was seen to have the configuration. */
  readonly logGroupName: pulumi.Output<string>;

  constructor(
    name: string,
    args: InvocationLoggingArgs,
    options?: pulumi.ComponentResourceOptions,
  ) {
    super('bedrock-spend:index:InvocationLogging', name, {}, options);
    const { logGroupName, place } = args;
    const group = args.makesLogGroup ? makeLogGroup(args, this) : null;
    const { role, policy } = makeRole(args, this);
    const configuration = new aws.bedrockmodel.InvocationLoggingConfiguration(
      'invocation-logging',
      {
        region: place.region,
        loggingConfig: {
          cloudwatchConfig: { logGroupName, roleArn: role.arn },
          textDataDeliveryEnabled: false,
          imageDataDeliveryEnabled: false,
          embeddingDataDeliveryEnabled: false,
          videoDataDeliveryEnabled: false,
        },
      },
      // Bedrock tries to write as the role before it takes the configuration.
      { parent: this, dependsOn: group === null ? [policy] : [group, policy] },
    );
    this.logGroupName = pulumi.all([role.arn, configuration.id]).apply(async ([roleArn]) => {
      if (!pulumi.runtime.isDryRun()) await readBack(place, { logGroupName, roleArn });
      return logGroupName;
    });
    this.registerOutputs({ logGroupName: this.logGroupName });
  }
}

async function readBack(
  place: DeploymentPlace,
  deployed: { logGroupName: string; roleArn: string },
): Promise<void> {
  const { region } = place;
  const actual = await readInvocationLogging(place);
  const difference = loggingDifference(actual, { region, intended: countsOnly(deployed) });
  if (difference === null) return;
  if (difference.isPrivacyAtRisk) throw new pulumi.RunError(difference.message);
  await pulumi.log.warn(difference.message);
}

function makeLogGroup(args: InvocationLoggingArgs, parent: pulumi.Resource): pulumi.Resource {
  const { logGroupName, retentionDays, kmsKeyArn, isProtected, tags } = args;
  return new aws.cloudwatch.LogGroup(
    'invocation-log-group',
    {
      name: logGroupName,
      retentionInDays: retentionDays,
      deletionProtectionEnabled: isProtected,
      ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
      tags,
    },
    // The log is the only record of what was spent by whom: it outlives the server.
    { parent, protect: isProtected, retainOnDelete: true },
  );
}

function makeRole(
  args: InvocationLoggingArgs,
  parent: pulumi.Resource,
): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
  const { accountId, partition, logGroupName, tags, place } = args;
  const { region } = place;
  const role = new aws.iam.Role(
    'invocation-logging-role',
    {
      name: invocationLoggingRoleName(region),
      description: `Writes the log of Bedrock's invocations in ${region}`,
      assumeRolePolicy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'bedrock.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'aws:SourceAccount': accountId },
              ArnLike: {
                'aws:SourceArn': pulumi.interpolate`arn:${partition}:bedrock:${region}:${accountId}:*`,
              },
            },
          },
        ],
      }),
      tags,
    },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    'invocation-logging-policy',
    {
      role: role.name,
      name: 'WriteInvocationLogs',
      policy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'WriteInvocationLogs',
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: [
              pulumi.interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}:log-stream:aws/bedrock/modelinvocations`,
            ],
          },
        ],
      }),
    },
    { parent },
  );
  return { role, policy };
}
