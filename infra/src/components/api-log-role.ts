import { createHash } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import { readApiLogRole } from './api-log-role-state.ts';
import type { DeploymentPlace } from './deployment-place.ts';

export interface ApiLogRoleArgs {
  roleName: string;
  partition: pulumi.Input<string>;
  /** The role is there from an earlier deployment. */
  isThere: boolean;
  tags: Record<string, string>;
}

/**
 * The role by which API Gateway writes logs, where an account has none in the region or has ours;
 * undefined where it is somebody else's, which is left alone.
 */
export async function apiLogRole(
  place: DeploymentPlace,
  args: { functionName: string } & Pick<ApiLogRoleArgs, 'partition' | 'tags'>,
): Promise<ApiLogRole | undefined> {
  const { functionName, partition, tags } = args;
  const roleName = apiLogRoleName(functionName, place.region);
  const existing = await readApiLogRole(place);
  const isThere = existing?.split('/').at(-1) === roleName;
  if (existing !== null && !isThere) return undefined;
  return new ApiLogRole('api-log-role', { roleName, partition, isThere, tags });
}

/** Names of roles hold for all regions, the setting of API Gateway for one; IAM takes 64 characters. */
export function apiLogRoleName(functionName: string, region: string): string {
  const end = `-api-logs-${region}`;
  const longest = 64 - end.length;
  if (functionName.length <= longest) return functionName + end;
  const digest = createHash('sha256').update(functionName).digest('hex').slice(0, 6);
  return `${functionName.slice(0, longest - 7)}-${digest}${end}`;
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
    const { roleName, partition, isThere, tags } = args;
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
      isThere ? { ...stays, import: roleName, ignoreChanges: ['tags', 'tagsAll'] } : stays,
    );
    const policy = new aws.iam.RolePolicyAttachment(
      'api-log-role-policy',
      {
        role: role.name,
        // Log groups of APIs that are not ours have names that nobody knows here.
        policyArn: pulumi.interpolate`arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
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
