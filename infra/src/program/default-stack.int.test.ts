import {
  hasUnknown,
  isSecret,
  isUnknown,
  plain,
  type ProgramRun,
} from '@bedrock-spend/pulumi-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openWorkplace, type Workplace } from '../components/workplace.testing.ts';
import {
  errorsOf,
  inputsOf,
  madeBy,
  openTexts,
  registered,
  secretTexts,
  waitsFor,
} from './registered.testing.ts';

const made = [
  'aws:apigateway/account:Account api-log-setting',
  'aws:apigateway/apiKey:ApiKey key',
  'aws:apigateway/deployment:Deployment api',
  'aws:apigateway/integration:Integration api-paths',
  'aws:apigateway/integration:Integration api-root',
  'aws:apigateway/method:Method api-paths',
  'aws:apigateway/method:Method api-root',
  'aws:apigateway/methodSettings:MethodSettings api',
  'aws:apigateway/resource:Resource api-paths',
  'aws:apigateway/restApi:RestApi api',
  'aws:apigateway/stage:Stage api',
  'aws:apigateway/usagePlan:UsagePlan key',
  'aws:apigateway/usagePlanKey:UsagePlanKey key',
  'aws:cloudwatch/logGroup:LogGroup api-access',
  'aws:cloudwatch/logGroup:LogGroup server',
  'aws:dynamodb/table:Table sessions',
  'aws:ecr/lifecyclePolicy:LifecyclePolicy repository',
  'aws:ecr/repository:Repository repository',
  'aws:ecr/repositoryPolicy:RepositoryPolicy repository',
  'aws:iam/role:Role api-log-role',
  'aws:iam/role:Role role',
  'aws:iam/rolePolicy:RolePolicy role',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment api-log-role-policy',
  'aws:lambda/function:Function server',
  'aws:lambda/permission:Permission api',
  'aws:secretsmanager/secret:Secret keys',
  'aws:secretsmanager/secretVersion:SecretVersion keys',
  'docker-build:index:Image image',
  'random:index/randomId:RandomId image-build',
  'random:index/randomPassword:RandomPassword keys-session-g1',
];

describe('the stack of a team that has set nothing', { timeout: 60_000 }, () => {
  let workplace: Workplace;
  let run: ProgramRun;
  let preview: ProgramRun;

  beforeAll(async () => {
    workplace = await openWorkplace();
    run = await workplace.run();
    preview = await workplace.run({}, { isPreview: true });
  }, 60_000);

  afterAll(() => workplace?.close());

  it('makes this, and nothing else', () => {
    expect(errorsOf(run)).toBe('');
    expect(run.status).toBe('succeeded');
    expect(madeBy(run)).toEqual(made);
  });

  it('makes the same in a preview, which knows nothing that AWS gives', () => {
    expect(errorsOf(preview)).toBe('');
    expect(preview.resources.map(({ urn }) => urn).toSorted()).toEqual(
      run.resources.map(({ urn }) => urn).toSorted(),
    );
    expect(Object.keys(preview.outputs)).toEqual(Object.keys(run.outputs));
    const { mcpUrl, apiKeyId, imageUri, imageTag, apiKey } = preview.outputs;
    expect([mcpUrl, apiKeyId, imageUri, imageTag].filter((output) => !isUnknown(output))).toEqual(
      [],
    );
    expect(isSecret(apiKey)).toBe(true);
    // The builder builds in previews as well, unless it does not know yet what the image is called.
    expect(hasUnknown(inputsOf(preview, 'docker-build:index:Image')['tags'])).toBe(true);
  });

  it('gives the address, the key as a secret, and what a summary names', () => {
    const { apiKey, ...open } = run.outputs;

    expect(open).toEqual({
      mcpUrl: expect.stringMatching(
        /^https:\/\/\w+\.execute-api\.us-east-1\.amazonaws\.com\/prod\/mcp$/,
      ),
      apiUrl: expect.stringMatching(/\.amazonaws\.com\/prod$/),
      apiKeyId: registered(run, 'aws:apigateway/apiKey:ApiKey').id,
      usagePlanId: registered(run, 'aws:apigateway/usagePlan:UsagePlan').id,
      imageUri: expect.stringMatching(
        /^111122223333\.dkr\.ecr\.us-east-1\.amazonaws\.com\/bedrock-spend@sha256:\w{64}$/,
      ),
      imageTag: expect.stringMatching(/^[0-9a-f]{16}-[0-9a-f]{8}$/),
      roleArn: 'arn:aws:iam::111122223333:role/bedrock-spend-us-east-1',
      functionArn: 'arn:aws:lambda:us-east-1:111122223333:function:bedrock-spend',
      sessionsTableName: 'bedrock-spend-sessions',
      secretArn: expect.stringContaining(':secret:bedrock-spend-keys-'),
      functionLogGroup: '/aws/lambda/bedrock-spend',
      accessLogGroup: '/aws/apigateway/bedrock-spend',
      frontDoor: 'api-gateway',
    });
    expect(isSecret(apiKey)).toBe(true);
    expect(plain(apiKey)).toMatch(/^\S{20,128}$/);
  });

  it('shows no secret in the open: not in an input, an output or an id', () => {
    const secrets = run.resources.flatMap(({ inputs, outputs }) => secretTexts([inputs, outputs]));
    const open = run.resources.flatMap(({ id, inputs, outputs }) => [
      id,
      ...openTexts([inputs, outputs]),
    ]);
    const key = plain(registered(run, 'random:index/randomPassword:RandomPassword').outputs) as {
      result: string;
    };

    expect(secrets).toContain(plain(run.outputs['apiKey']));
    expect(secrets).toContain(key.result);
    expect(secrets).toContain(JSON.stringify({ sessionKeys: `g1:${key.result}` }));
    expect(open.filter((text) => secrets.some((secret) => text.includes(secret)))).toEqual([]);
  });

  it('keeps a key of 33 random bytes, as the server reads it', () => {
    const { secretString } = inputsOf(run, 'aws:secretsmanager/secretVersion:SecretVersion');
    const { sessionKeys } = JSON.parse(String(secretString)) as { sessionKeys: string };
    const [id, key = ''] = sessionKeys.split(':');

    expect(id).toBe('g1');
    expect(key).toMatch(/^[\w-]{44}$/);
    expect(Buffer.from(key, 'base64')).toHaveLength(33);
  });

  it.each([
    [
      'the deployment',
      'Deployment',
      'both methods',
      ['apigateway/method:Method api-root', 'apigateway/method:Method api-paths'],
    ],
    [
      'the deployment',
      'Deployment',
      'both integrations',
      [
        'apigateway/integration:Integration api-root',
        'apigateway/integration:Integration api-paths',
      ],
    ],
    ['the stage', 'Stage', 'the deployment', ['apigateway/deployment:Deployment api']],
    [
      'the stage',
      'Stage',
      "the account's role for logs",
      ['apigateway/account:Account api-log-setting'],
    ],
    ['the stage', 'Stage', 'its log group', ['cloudwatch/logGroup:LogGroup api-access']],
    ['the usage plan', 'UsagePlan', 'the stage', ['apigateway/stage:Stage api']],
  ])('makes %s (%s) after %s', (_what, type, _others, others) => {
    const kind = type.charAt(0).toLowerCase() + type.slice(1);
    const resource = registered(run, `aws:apigateway/${kind}:${type}`);

    expect(others.map((other) => isAfter(resource, other))).toEqual(others.map(() => true));
  });

  it.each([
    [
      'its log group, which Lambda would make without an end',
      'cloudwatch/logGroup:LogGroup server',
    ],
    ["its role's policy", 'iam/rolePolicy:RolePolicy role'],
    ['the permission to take the image', 'ecr/repositoryPolicy:RepositoryPolicy repository'],
    ['the keys, which it reads when it starts', 'secretsmanager/secretVersion:SecretVersion keys'],
  ])('makes the function after %s', (_what, other) => {
    expect(isAfter(registered(run, 'aws:lambda/function:Function'), other)).toBe(true);
  });

  it('makes the function after the image, by its digest', () => {
    const serverFunction = registered(run, 'aws:lambda/function:Function');
    const image = registered(run, 'docker-build:index:Image');

    expect(waitsFor(run, { resource: serverFunction, other: image })).toBe(true);
    expect(serverFunction.inputs['imageUri']).toBe(
      `111122223333.dkr.ecr.us-east-1.amazonaws.com/bedrock-spend@${String(image.outputs['digest'])}`,
    );
  });

  it('streams answers of up to the function’s own time through methods that ask for the key', () => {
    for (const name of ['api-root', 'api-paths']) {
      expect(inputsOf(run, 'aws:apigateway/method:Method', name)).toMatchObject({
        httpMethod: 'ANY',
        apiKeyRequired: true,
      });
      expect(inputsOf(run, 'aws:apigateway/integration:Integration', name)).toMatchObject({
        type: 'AWS_PROXY',
        responseTransferMode: 'STREAM',
        timeoutMilliseconds: 300_000,
        uri: expect.stringMatching(/function:bedrock-spend\/response-streaming-invocations$/),
      });
    }
  });

  it('pays for no metrics of single methods, and logs nothing of what is asked', () => {
    expect(inputsOf(run, 'aws:apigateway/methodSettings:MethodSettings')).toMatchObject({
      methodPath: '*/*',
      settings: { metricsEnabled: false, loggingLevel: 'OFF', dataTraceEnabled: false },
    });
  });

  it('lets only this API call the function', () => {
    const api = registered(run, 'aws:apigateway/restApi:RestApi');

    expect(inputsOf(run, 'aws:lambda/permission:Permission')).toMatchObject({
      function: 'bedrock-spend',
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:us-east-1:111122223333:${api.id}/prod/*`,
    });
  });

  it('protects nothing, so that it can be removed; what others may need stays', () => {
    const kept = run.resources.filter(({ protect }) => protect);
    const retained = run.resources.filter(({ retainOnDelete }) => retainOnDelete);

    expect(kept).toEqual([]);
    expect(retained.map(({ name }) => name).toSorted()).toEqual([
      'api-log-role',
      'api-log-role-policy',
      'api-log-setting',
      'image',
    ]);
    expect(inputsOf(run, 'aws:ecr/repository:Repository')['forceDelete']).toBe(true);
    expect(inputsOf(run, 'aws:secretsmanager/secret:Secret')['recoveryWindowInDays']).toBe(0);
  });

  function isAfter(resource: (typeof run.resources)[number], other: string): boolean {
    const [type, name] = other.split(' ');
    return waitsFor(run, { resource, other: registered(run, `aws:${type}`, name) });
  }
});
