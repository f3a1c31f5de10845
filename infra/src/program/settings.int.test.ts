import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { ProgramRun } from '@bedrock-spend/pulumi-engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openWorkplace, type Workplace } from '../components/workplace.testing.ts';
import {
  errorsOf,
  inputsOf,
  madeBy,
  openTexts,
  registered,
  secretTexts,
} from './registered.testing.ts';

const lambdaFunction = 'aws:lambda/function:Function';
const domain = {
  name: 'spend.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/EXAMPLE',
};

describe('a stack with settings', { timeout: 60_000 }, () => {
  let workplace: Workplace;

  beforeAll(async () => {
    workplace = await openWorkplace();
  });

  afterAll(() => workplace?.close());

  it('has the function and the API that they describe', async () => {
    const run = await workplace.run({
      functionName: 'spend',
      memory: 1024,
      timeout: 900,
      architecture: 'arm64',
      apiName: 'Spend',
      stageName: 'v1',
      throttle: { requestsPerSecond: 2.5, burst: 7 },
      quota: { limit: 99, period: 'WEEK' },
      logRetentionDays: 7,
      baseImage: 'localhost/lambda-base:24',
      tags: { team: 'platform' },
    });

    expect(errorsOf(run)).toBe('');
    expect(inputsOf(run, lambdaFunction)).toMatchObject({
      name: 'spend',
      memorySize: 1024,
      timeout: 900,
      architectures: ['arm64'],
      tags: { team: 'platform' },
    });
    expect(inputsOf(run, 'docker-build:index:Image')).toMatchObject({
      platforms: ['linux/arm64'],
      buildArgs: { BASE_IMAGE: 'localhost/lambda-base:24', VERSION: '1.2.3' },
      context: { location: '../packages/mcp-server/image' },
    });
    expect(inputsOf(run, 'aws:apigateway/integration:Integration', 'api-root')).toMatchObject({
      timeoutMilliseconds: 900_000,
    });
    expect(inputsOf(run, 'aws:apigateway/usagePlan:UsagePlan')).toMatchObject({
      quotaSettings: { limit: 99, period: 'WEEK' },
      throttleSettings: { rateLimit: 2.5, burstLimit: 7 },
    });
    expect(inputsOf(run, 'aws:cloudwatch/logGroup:LogGroup', 'server')).toMatchObject({
      name: '/aws/lambda/spend',
      retentionInDays: 7,
    });
    expect(run.outputs['mcpUrl']).toMatch(/\/v1\/mcp$/);
  });

  it('is reached through a signed function URL instead of an API', async () => {
    const run = await workplace.run({ frontDoor: 'function-url' });

    expect(errorsOf(run)).toBe('');
    expect(madeBy(run).filter((made) => made.startsWith('aws:apigateway/'))).toEqual([]);
    expect(inputsOf(run, 'aws:lambda/functionUrl:FunctionUrl')).toMatchObject({
      authorizationType: 'AWS_IAM',
      invokeMode: 'RESPONSE_STREAM',
    });
    expect(run.outputs['mcpUrl']).toMatch(/^https:\/\/\w+\.lambda-url\.us-east-1\.on\.aws\/mcp$/);
    expect(run.outputs).not.toHaveProperty('apiKey');
  });

  it('has no key where tokens decide, and then a name of its own', async () => {
    const run = await workplace.run({
      domain: { ...domain, hostedZoneId: 'Z123' },
      oauth: { issuer: 'https://login.example.com' },
    });

    expect(errorsOf(run)).toBe('');
    expect(madeBy(run).filter((made) => /apiKey|usagePlan/.test(made))).toEqual([]);
    expect(inputsOf(run, 'aws:apigateway/method:Method', 'api-root')['apiKeyRequired']).toBe(false);
    expect(inputsOf(run, 'aws:apigateway/restApi:RestApi')['disableExecuteApiEndpoint']).toBe(true);
    expect(run.outputs['mcpUrl']).toBe('https://spend.example.com/mcp');
    expect(registered(run, 'aws:route53/record:Record').dependencies).toContain(
      registered(run, 'aws:apigateway/domainName:DomainName').urn,
    );
    const { variables } = inputsOf(run, lambdaFunction)['environment'] as {
      variables: Record<string, string>;
    };
    expect(JSON.parse(variables['BEDROCK_SPEND_SERVER_SETTINGS'] ?? '')).toMatchObject({
      publicUrl: 'https://spend.example.com/mcp',
      oauth: { issuer: 'https://login.example.com' },
    });
  });

  it('deploys the API anew where its own address is switched off, or that would have no effect', async () => {
    const open = await workplace.run();
    const closed = await workplace.run({ domain });
    const both = await workplace.run({ domain: { ...domain, keepDefaultEndpoint: true } });

    expect(deploymentTriggers(closed)).not.toEqual(deploymentTriggers(open));
    expect(deploymentTriggers(both)).toEqual(deploymentTriggers(open));
  });

  it('takes a role and a repository that are there, and makes neither', async () => {
    const roleArn = 'arn:aws:iam::111122223333:role/spend';
    const run = await workplace.run({
      roleArn,
      repositoryName: 'team/images',
      adoptRepository: true,
    });

    expect(errorsOf(run)).toBe('');
    expect(madeBy(run).filter((made) => /aws:ecr\/|:Role role$|rolePolicy:/.test(made))).toEqual(
      [],
    );
    expect(inputsOf(run, lambdaFunction)['role']).toBe(roleArn);
    expect(run.outputs['imageUri']).toMatch(
      /^111122223333\.dkr\.ecr\.us-east-1\.amazonaws\.com\/team\/images@sha256:/,
    );
  });

  it('protects what holds data when it is told to', async () => {
    const run = await workplace.run({ protect: true, pseudonyms: true });
    const kept = run.resources.filter(({ protect }) => protect);

    expect(kept.map(({ type, name }) => `${type} ${name}`).toSorted()).toEqual([
      'aws:dynamodb/table:Table sessions',
      'aws:secretsmanager/secret:Secret keys',
      'random:index/randomPassword:RandomPassword keys-pseudonym',
    ]);
    expect(inputsOf(run, 'aws:dynamodb/table:Table')['deletionProtectionEnabled']).toBe(true);
  });

  it('keeps the key before the newest while keys are changed', async () => {
    const run = await workplace.run({ sessionKeyGeneration: 3 });
    const { secretString } = inputsOf(run, 'aws:secretsmanager/secretVersion:SecretVersion');

    expect(secretString).toMatch(/"sessionKeys":"g3:[\w-]{44},g2:[\w-]{44}"/);
  });

  it('keeps a setting that was set as a secret hidden on its way to the function', async () => {
    const run = await workplace.run(
      { accounts: ['444455556666'], externalId: 'only-we-know' },
      { secretConfig: ['externalId'] },
    );
    const { environment } = registered(run, lambdaFunction).inputs;
    const open = run.resources.flatMap(({ inputs, outputs }) => openTexts([inputs, outputs]));

    expect(errorsOf(run)).toBe('');
    expect(secretTexts(environment)).toContain('only-we-know');
    expect(open.filter((text) => text.includes('only-we-know'))).toEqual([]);
  });

  it('tags the image by what is in it: the same for the same, another for a change', async () => {
    const first = await workplace.run();
    const second = await workplace.run();
    await appendFile(join(workplace.imageFolder, 'app/lambda.js'), '// changed\n');
    const changed = await workplace.run();

    expect(contentOf(first)).toMatch(/^[0-9a-f]{16}$/);
    expect(contentOf(second)).toBe(contentOf(first));
    expect(contentOf(changed)).not.toBe(contentOf(first));
    expect(inputsOf(first, 'docker-build:index:Image')['tags']).toEqual([
      expect.stringMatching(new RegExp(`:${contentOf(first)}-[0-9a-f]{8}$`)),
    ]);
  });

  it('is refused before anything is made, with each setting that is wrong by name', async () => {
    const run = await workplace.run({
      memory: 64,
      timeout: 'long',
      logRetentionDays: 31,
      memroy: 2048,
      quota: { limit: 1, period: 'HOUR' },
    });

    expect(run.status).toBe('failed');
    expect(run.resources.map(({ type }) => type)).toEqual(['pulumi:pulumi:Stack']);
    for (const key of ['memory', 'timeout', 'logRetentionDays', 'memroy', 'quota.period']) {
      expect(errorsOf(run)).toContain(`bedrock-spend:${key}`);
    }
  });

  it('is refused with what to do where the image is not built', async () => {
    const bare = await openWorkplace();
    try {
      await rm(bare.imageFolder, { recursive: true });
      const run = await bare.run();

      expect(run.status).toBe('failed');
      expect(errorsOf(run)).toContain('npx nx image-context mcp-server');
    } finally {
      await bare.close();
    }
  });
});

function deploymentTriggers(run: ProgramRun): unknown {
  return inputsOf(run, 'aws:apigateway/deployment:Deployment')['triggers'];
}

/** What a new part of the image's tag is made for, whenever it changes: back to what it was, too. */
function contentOf(run: ProgramRun): string {
  const { keepers } = inputsOf(run, 'random:index/randomId:RandomId');
  return (keepers as { content: string }).content;
}
