import { describe, expect, it } from 'vitest';

import { document, problems, resource } from './check.testing.ts';
import { openPrincipals } from './open-principals.ts';
import type { PolicedResource } from './policy-check.ts';

const bound = { StringEquals: { 'aws:SourceAccount': '111122223333' } };

describe('openPrincipals', () => {
  it.each([
    ['a role of another account', trust({ AWS: 'arn:aws:iam::111122223333:role/bedrock-spend' })],
    ['a service for one account', trust({ Service: 'bedrock.amazonaws.com' }, bound)],
    ['the execution role of Lambda', trust({ Service: 'lambda.amazonaws.com' })],
    ['a denial for everybody', topicPolicy({ Effect: 'Deny', Principal: '*' })],
    [
      'a permission for one API',
      permission({
        principal: 'apigateway.amazonaws.com',
        sourceArn: 'arn:aws:execute-api:us-east-1:111122223333:abc/*',
      }),
    ],
  ])('lets %s be', (_title, resource) => {
    expect(problems(openPrincipals, resource)).toEqual([]);
  });

  it.each([
    ['everybody', topicPolicy({ Effect: 'Allow', Principal: '*' })],
    ['every account', trust({ AWS: '*' })],
    ['everybody among others', trust({ AWS: ['arn:aws:iam::111122223333:root', '*'] })],
    ['all but somebody', topicPolicy({ Effect: 'Allow', NotPrincipal: { AWS: 'x' } })],
    ['a service for any account', trust({ Service: 'bedrock.amazonaws.com' })],
    ['Lambda, for any account, at a repository', repositoryPolicy('lambda.amazonaws.com')],
    ['everybody at the function', permission({ principal: '*' })],
    ['any API at the function', permission({ principal: 'apigateway.amazonaws.com' })],
  ])('finds that %s is let in', (_title, broken) => {
    expect(problems(openPrincipals, broken)).toHaveLength(1);
  });
});

function trust(principal: object, condition?: object): PolicedResource {
  return resource('aws:iam/role:Role', {
    assumeRolePolicy: document({
      Effect: 'Allow',
      Principal: principal,
      Action: 'sts:AssumeRole',
      Condition: condition,
    }),
  });
}

function topicPolicy(statement: object): PolicedResource {
  return resource('aws:sns/topicPolicy:TopicPolicy', {
    policy: document({ Action: 'sns:Publish', Resource: 'arn', ...statement }),
  });
}

function repositoryPolicy(service: string): PolicedResource {
  return resource('aws:ecr/repositoryPolicy:RepositoryPolicy', {
    policy: document({ Effect: 'Allow', Principal: { Service: service }, Action: 'ecr:GetImage' }),
  });
}

function permission(inputs: object): PolicedResource {
  return resource('aws:lambda/permission:Permission', inputs);
}
