import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

import type { Features } from '../permissions/features.ts';
import { policyDocument, type PolicyStatement } from '../permissions/policy-statement.ts';
import { statements } from '../permissions/statements.ts';

export interface RoleArgs {
  name: string;
  /** What the server is configured to do. */
  features: pulumi.Output<Features>;
  hasTracing: boolean;
  permissionsBoundaryArn: string | undefined;
  tags: Record<string, string>;
}

/** The role of the function: what its features need, and nothing else. */
export class Role extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** What the function has to wait for. */
  readonly ready: pulumi.Resource[];

  constructor(name: string, args: RoleArgs, options?: pulumi.ComponentResourceOptions) {
    super('bedrock-spend:index:Role', name, {}, options);
    const { permissionsBoundaryArn } = args;
    const role = new aws.iam.Role(
      name,
      {
        name: args.name,
        description: 'What the bedrock-spend MCP server may do',
        assumeRolePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
        ...(permissionsBoundaryArn === undefined
          ? {}
          : { permissionsBoundary: permissionsBoundaryArn }),
        tags: args.tags,
      },
      { parent: this },
    );
    const policy = new aws.iam.RolePolicy(
      name,
      {
        name: 'bedrock-spend',
        role: role.name,
        policy: args.features.apply((features) =>
          boundedPolicy([...statements(features), ...(args.hasTracing ? [tracing] : [])]),
        ),
      },
      { parent: this },
    );
    this.arn = role.arn;
    this.ready = [policy];
    this.registerOutputs({ arn: this.arn });
  }
}

/** X-Ray knows no resources to allow it on: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html */
const tracing: PolicyStatement = {
  Sid: 'SendTraces',
  Effect: 'Allow',
  Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
  Resource: ['*'],
};

/** What IAM takes of inline policies in a role: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const longestPolicy = 10_240;

function boundedPolicy(all: readonly PolicyStatement[]): string {
  const policy = policyDocument(all);
  if (policy.length <= longestPolicy) return policy;
  throw new pulumi.RunError(
    `The policy of the role would be ${policy.length} characters long, and IAM takes ${longestPolicy}: set bedrock-spend:regions to all, name fewer bedrock-spend:logGroups or bedrock-spend:accounts, or make the role yourself and set bedrock-spend:roleArn.`,
  );
}
