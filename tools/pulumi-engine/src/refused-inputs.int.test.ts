import { describe, expect, it } from 'vitest';

import { errorsOf, runText } from './run-text.testing.ts';

const table = `name: 't', billingMode: 'PAY_PER_REQUEST', hashKey: 'pk'`;
const integration = `restApi: 'a', resourceId: 'r', httpMethod: 'ANY', type: 'AWS_PROXY', integrationHttpMethod: 'POST'`;
const streamed =
  'arn:aws:apigateway:eu-west-1:lambda:path/2021-11-15/functions/f/response-streaming-invocations';

describe('inputs that a provider or AWS would refuse', () => {
  it.each([
    [
      'retention that CloudWatch Logs does not know',
      `cloudwatch.LogGroup`,
      `retentionInDays: 31`,
      'retentionInDays must be one of',
    ],
    [
      'a text for a number',
      `cloudwatch.LogGroup`,
      `retentionInDays: '30'`,
      'retentionInDays must be a number.',
    ],
    [
      'an unknown architecture',
      `lambda.Function`,
      `role: 'r', architectures: ['arm']`,
      'architectures must be one of x86_64, arm64.',
    ],
    [
      'too little memory',
      `lambda.Function`,
      `role: 'r', memorySize: 64`,
      'memorySize must be between 128 and 10240.',
    ],
    [
      'a nested property that is not there',
      `lambda.Function`,
      `role: 'r', environment: { variable: {} }`,
      'environment.variable is not known.',
    ],
    [
      'a nested text for an object',
      `lambda.Function`,
      `role: 'r', environment: 'A=1'`,
      'environment must be an object.',
    ],
    [
      'a number in the environment',
      `lambda.Function`,
      `role: 'r', environment: { variables: { A: 1 } }`,
      'environment.variables.A must be a string.',
    ],
    [
      'a handler for an image',
      `lambda.Function`,
      `role: 'r', packageType: 'Image', handler: 'h'`,
      'handler is not for functions that are images.',
    ],
    [
      'a missing part of a list',
      `dynamodb.Table`,
      `${table}, attributes: [{ name: 'pk' }]`,
      'attributes[0].type is missing.',
    ],
    [
      'a key that is no attribute',
      `dynamodb.Table`,
      `${table}, attributes: [{ name: 'id', type: 'S' }]`,
      'hashKey is pk, which no attribute declares.',
    ],
    [
      'an unknown transfer mode',
      `apigateway.Integration`,
      `${integration}, responseTransferMode: 'STREAMING'`,
      'responseTransferMode must be one of BUFFERED, STREAM.',
    ],
    [
      'a stream to the path of buffered answers',
      `apigateway.Integration`,
      `${integration}, responseTransferMode: 'BUFFERED', uri: '${streamed}'`,
      'uri and responseTransferMode must both stream, or neither.',
    ],
    [
      'a buffered answer after five minutes',
      `apigateway.Integration`,
      `${integration}, timeoutMilliseconds: 600000`,
      'timeoutMilliseconds must be between 50 and 300000.',
    ],
    [
      'a quota over an hour',
      `apigateway.UsagePlan`,
      `quotaSettings: { limit: 1, period: 'HOUR' }`,
      'period must be one of DAY, WEEK, MONTH.',
    ],
  ])('are refused: %s', async (_what, type, inputs, problem) => {
    const run = await runText(`new aws.${type}('it', { ${inputs} });`, { isPreview: true });

    expect(run.status).toBe('failed');
    expect(errorsOf(run).join('\n')).toContain(problem);
  });

  it('are refused where a value of an enum is not known', async () => {
    const run = await runText(
      `new dockerBuild.Image('image', { push: false, platforms: ['linux/x86'] });`,
    );

    expect(errorsOf(run).join('\n')).toMatch(/platforms\[0\] must be one of .*linux\/amd64/);
  });

  it('are refused where a required one turns out to be nothing', async () => {
    const run = await runText(
      `new aws.iam.RolePolicyAttachment('it', { role: 'r', policyArn: pulumi.output(undefined) });`,
    );

    expect(errorsOf(run).join('\n')).toContain('policyArn is missing.');
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
