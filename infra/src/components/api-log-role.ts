import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** Whose role API Gateway logs by in an account and region. */
export type ApiLogRoleOwner = 'nobody' | 'us' | 'somebody-else';

export interface ApiLogRoleArgs {
  roleName: string;
  partition: string;
  /** `us`: the role is there from an earlier deployment. */
  owner: 'nobody' | 'us';
  tags: Record<string, string>;
}

/** Names of roles hold for all regions, the setting of API Gateway for one. */
export function apiLogRoleName({
  functionName,
  region,
}: {
  functionName: string;
  region: string;
}): string {
  const end = `-api-logs-${region}`;
  // IAM takes 64 characters.
  return `${functionName.slice(0, 64 - end.length)}${end}`;
}

/** Tells by the name whether the role that API Gateway has is ours. */
export function apiLogRoleOwner(existingArn: string | null, roleName: string): ApiLogRoleOwner {
  if (existingArn === null) return 'nobody';
  return existingArn.split('/').at(-1) === roleName ? 'us' : 'somebody-else';
}

/**
 * The role by which API Gateway writes logs, for all REST APIs of the account in the region: AWS has
 * one setting for them. Other APIs may have come to need it, so it stays when the server goes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiLogRole extends pulumi.ComponentResource {
  /** What a stage that writes an access log has to wait for. */
  readonly setting: pulumi.Resource;

  constructor(name: string, args: ApiLogRoleArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:ApiLogRole', name, {}, options);
    const { roleName, partition, owner, tags } = args;
    const stays = { parent: this, retainOnDelete: true } as const;
    const role = new aws.iam.Role(
      'api-log-role',
      {
        name: roleName,
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'apigateway.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
        tags,
      },
      // Takes back the role that a stack which is gone has left; for the stack that has it in its
      // state, to import it again does nothing. Tags of then must not stand in the way.
      owner === 'us' ? { ...stays, import: roleName, ignoreChanges: ['tags', 'tagsAll'] } : stays,
    );
    const policy = new aws.iam.RolePolicyAttachment(
      'api-log-role-policy',
      {
        role: role.name,
        // Log groups of APIs that are not ours have names that nobody knows here.
        policyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      },
      stays,
    );
    this.setting = new aws.apigateway.Account(
      'api-log-setting',
      { cloudwatchRoleArn: role.arn },
      // API Gateway tries the role when it is set.
      { ...stays, dependsOn: [policy] },
    );
    this.registerOutputs({});
  }
}
