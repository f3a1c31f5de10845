import { describe, expect, it } from 'vitest';

import { document, problems, resource } from './check.testing.ts';
import { wildcardResources } from './wildcard-resources.ts';
import type { PolicedResource } from './policy-check.ts';

const group = 'arn:aws:logs:us-east-1:111122223333:log-group:/aws/bedrock/modelinvocations:*';

describe('wildcardResources', () => {
  it.each([
    ['a log group and its streams', allow('logs:StartQuery', group)],
    ['a log group in any region', allow('logs:StartQuery', group.replace('us-east-1', '*'))],
    ['groups of a beginning', allow('logs:StartQuery', group.replace('modelinvocations', '*'))],
    ['what AWS gives no resources', allow('ce:GetCostAndUsage', '*')],
    [
      'profiles, which Bedrock names',
      allow(
        'bedrock:GetInferenceProfile',
        'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/*',
      ),
    ],
    ['a lifecycle, which is no permission', lifecycle()],
    ['a denial of everything', rolePolicy({ Effect: 'Deny', Action: 's3:*', Resource: '*' })],
    [
      'the managed policy of API Gateway',
      attachment('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
    ],
  ])('lets %s be', (_title, resource) => {
    expect(problems(wildcardResources, resource)).toEqual([]);
  });

  it.each([
    ['everything', allow('logs:StartQuery', '*')],
    ['one wide resource among named ones', allow('dynamodb:GetItem', [group, '*'])],
    ['every group of a region', allow('logs:FilterLogEvents', arn('logs', 'log-group:*'))],
    [
      'every group, with their streams',
      allow('logs:FilterLogEvents', arn('logs', 'log-group:*:*')),
    ],
    ['every table', allow('dynamodb:GetItem', arn('dynamodb', 'table/*'))],
    ['every secret', allow('secretsmanager:GetSecretValue', arn('secretsmanager', 'secret:*'))],
    ['every role', allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/*')],
    ['any account', allow('sts:AssumeRole', 'arn:aws:iam::*:role/BedrockSpendReader')],
    ['all of a service', allow('logs:*', group)],
    ['all that reads', allow('dynamodb:Get*', arn('dynamodb', 'table/sessions'))],
    ['all but', rolePolicy({ Effect: 'Allow', NotAction: 'iam:*', Resource: group })],
    [
      'all but a resource',
      rolePolicy({ Effect: 'Allow', Action: 's3:GetObject', NotResource: 'x' }),
    ],
    ['what a policy of AWS allows', attachment('AdministratorAccess')],
    [
      'what a role has inline',
      resource('aws:iam/role:Role', {
        inlinePolicies: [{ policy: document({ Effect: 'Allow', Action: 'a:B', Resource: '*' }) }],
      }),
    ],
  ])('finds %s', (_title, broken) => {
    expect(problems(wildcardResources, broken)).toHaveLength(1);
  });
});

function rolePolicy(statement: object): PolicedResource {
  return resource('aws:iam/rolePolicy:RolePolicy', { policy: document(statement) });
}

function allow(action: string, resources: string | string[]): PolicedResource {
  return rolePolicy({ Effect: 'Allow', Action: [action], Resource: resources });
}

function arn(service: string, rest: string): string {
  return `arn:aws:${service}:us-east-1:111122223333:${rest}`;
}

function attachment(policy: string): PolicedResource {
  return resource('aws:iam/rolePolicyAttachment:RolePolicyAttachment', {
    policyArn: `arn:aws:iam::aws:policy/${policy}`,
  });
}

function lifecycle(): PolicedResource {
  return resource('aws:ecr/lifecyclePolicy:LifecyclePolicy', { policy: '{"rules":[]}' });
}
