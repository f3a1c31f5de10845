import { describe, expect, it } from 'vitest';

import { problems, resource } from './check.testing.ts';
import { knownCallers } from './known-callers.ts';

const method = (inputs: object) =>
  resource('aws:apigateway/method:Method', { authorization: 'NONE', ...inputs });
const withKey = method({ apiKeyRequired: true });
const plan = resource('aws:apigateway/usagePlan:UsagePlan', {
  throttleSettings: { rateLimit: 10 },
  quotaSettings: { limit: 100, period: 'DAY' },
});
const inPlan = resource('aws:apigateway/usagePlanKey:UsagePlanKey', { keyId: 'k' });
const server = (settings: object) =>
  resource('aws:lambda/function:Function', {
    environment: { variables: { BEDROCK_SPEND_SERVER_SETTINGS: JSON.stringify(settings) } },
  });
const tokens = server({ oauth: { issuer: 'https://login.example.com' } });
const url = (authorizationType: string) =>
  resource('aws:lambda/functionUrl:FunctionUrl', { authorizationType });

describe('knownCallers', () => {
  it.each([
    ['a key in a plan', [withKey, plan, inPlan]],
    ['tokens that the server takes', [method({ apiKeyRequired: false }), tokens]],
    ['signatures', [method({ authorization: 'AWS_IAM' }), url('AWS_IAM')]],
  ])('lets %s be', (_title, resources) => {
    expect(problems(knownCallers, ...resources)).toEqual([]);
  });

  it.each([
    ['a method without a key', [method({ apiKeyRequired: false }), plan, inPlan, server({})]],
    ['a method that says nothing of keys', [method({}), plan, inPlan]],
    ['a key in no plan', [withKey, plan]],
    ['a plan without a quota', [withKey, inPlan, { ...plan, inputs: { throttleSettings: {} } }]],
    ['a function URL for everybody', [url('NONE')]],
  ])('finds %s', (_title, broken) => {
    expect(problems(knownCallers, ...broken)).toHaveLength(1);
  });
});
