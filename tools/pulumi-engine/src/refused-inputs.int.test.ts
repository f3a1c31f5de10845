import { beforeAll, describe, expect, it } from 'vitest';

import { errorsOf, runText } from './run-text.testing.ts';

const table = `name: 't', billingMode: 'PAY_PER_REQUEST', hashKey: 'pk'`;
const integration = `restApi: 'a', resourceId: 'r', httpMethod: 'ANY', type: 'AWS_PROXY', integrationHttpMethod: 'POST'`;
const streaming =
  'arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/f/response-streaming-invocations';

// What is wrong, with which type of resource, and how it is refused.
const refusals: [string, string, string][] = [
  ['cloudwatch.LogGroup', `retentionInDays: 31`, 'retentionInDays must be one of'],
  ['cloudwatch.LogGroup', `retentionInDays: '30'`, 'retentionInDays must be a number.'],
  [
    'lambda.Function',
    `role: 'r', architectures: ['arm']`,
    'architectures must be one of x86_64, arm64.',
  ],
  ['lambda.Function', `role: 'r', memorySize: 64`, 'memorySize must be between 128 and 10240.'],
  [
    'lambda.Function',
    `role: 'r', environment: { variable: {} }`,
    'environment.variable is not known.',
  ],
  ['lambda.Function', `role: 'r', environment: 'A=1'`, 'environment must be an object.'],
  [
    'lambda.Function',
    `role: 'r', environment: { variables: { A: 1 } }`,
    'environment.variables.A must be a string.',
  ],
  [
    'lambda.Function',
    `role: 'r', packageType: 'Image', handler: 'h'`,
    'handler is not for functions that are images.',
  ],
  ['dynamodb.Table', `${table}, attributes: [{ name: 'pk' }]`, 'attributes[0].type is missing.'],
  [
    'dynamodb.Table',
    `${table}, attributes: [{ name: 'id', type: 'S' }]`,
    'hashKey is pk, which no attribute declares.',
  ],
  [
    'apigateway.Integration',
    `${integration}, responseTransferMode: 'STREAMING'`,
    'responseTransferMode must be one of BUFFERED, STREAM.',
  ],
  [
    'apigateway.Integration',
    `${integration}, responseTransferMode: 'BUFFERED', uri: '${streaming}'`,
    'uri and responseTransferMode must both stream, or neither.',
  ],
  [
    'apigateway.Integration',
    `${integration}, timeoutMilliseconds: 600000`,
    'timeoutMilliseconds must be between 50 and 300000.',
  ],
  [
    'apigateway.UsagePlan',
    `quotaSettings: { limit: 1, period: 'HOUR' }`,
    'period must be one of DAY, WEEK, MONTH.',
  ],
  [
    'apigateway.BasePathMapping',
    `restApi: 'a', domainName: 'spend.example.com', basePath: 'team/spend'`,
    'basePath must not have a slash',
  ],
  [
    'apigateway.RestApi',
    `securityPolicy: 'SecurityPolicy_TLS13_1_2_2021_06'`,
    'endpointAccessMode is missing',
  ],
  [
    'iam.RolePolicyAttachment',
    `role: 'r', policyArn: pulumi.output(undefined)`,
    'policyArn is missing.',
  ],
];

describe('inputs that a provider or AWS would refuse', () => {
  let errors: string[];

  beforeAll(async () => {
    const program = refusals.map(
      ([type, inputs], index) => `new aws.${type}('case${index}', { ${inputs} });`,
    );
    errors = errorsOf(await runText(program.join('\n'), { isPreview: true }));
  });

  it.each(refusals.map((refusal, index) => [...refusal, index] as const))(
    'are refused: %s with %s',
    (_type, _inputs, problem, index) => {
      expect(errors.filter((error) => error.includes(` case${index}: `))).toEqual([
        expect.stringContaining(problem),
      ]);
    },
  );

  it('are refused where a value of an enum is not known', async () => {
    const run = await runText(
      `new dockerBuild.Image('image', { push: false, platforms: ['linux/x86'] });`,
    );

    expect(run.status).toBe('failed');
    expect(errorsOf(run).join('\n')).toMatch(/platforms\[0\] must be one of .*linux\/amd64/);
  });

  it('are let pass where only the deployment knows them', async () => {
    const run = await runText(
      `
      const group = new aws.cloudwatch.LogGroup('group', { name: '/one' });
      new aws.lambda.Function('it', {
        role: group.arn, memorySize: group.arn.apply(() => 64), architectures: [group.arn],
        environment: { variables: { A: group.arn } },
      });
      `,
      { isPreview: true },
    );

    expect(errorsOf(run)).toEqual([]);
  });
});
