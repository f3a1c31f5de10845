import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import {
  BedrockClient,
  GetInferenceProfileCommand,
  GetModelInvocationLoggingConfigurationCommand,
  ListInferenceProfilesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-bedrock';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// What the emulator reads is what the SDK writes: a new SDK with another protocol shows here first.
interface SentRequest {
  place: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const sent: SentRequest[] = [];
let server: Server;
let settings: { endpoint: string; region: string; credentials: typeof credentials };

beforeAll(async () => {
  server = createServer((request, response) => {
    void keep(request).then(() => response.end('{}'));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  settings = { endpoint, region: 'us-east-1', credentials };
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('The SDK', () => {
  it.each([
    ['FilterLogEvents', () => new FilterLogEventsCommand({ logGroupName: 'g', startTime: 1 })],
    ['DescribeLogGroups', () => new DescribeLogGroupsCommand({})],
    ['GetQueryResults', () => new GetQueryResultsCommand({ queryId: 'q' })],
  ] as const)('asks CloudWatch Logs for %s in AWS JSON 1.1', async (operation, command) => {
    const client = new CloudWatchLogsClient(settings);
    const { headers, place } = await requestOf(() =>
      client.send(command() as DescribeLogGroupsCommand),
    );
    expect(place).toBe('POST /');
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `Logs_20140328.${operation}`,
      'x-amz-content-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
      'amz-sdk-invocation-id': expect.any(String),
      'amz-sdk-request': expect.stringMatching(/^attempt=1; max=3$/),
    });
    expect(scopeOf(headers)).toMatch(/^\d{8}\/us-east-1\/logs\/aws4_request$/);
  });

  it('writes the input of StartQuery as it is', async () => {
    const input = {
      startTime: 1,
      endTime: 2,
      queryString: 'stats count(*)',
      logGroupIdentifiers: ['arn:aws:logs:us-east-1:111122223333:log-group:g'],
      limit: 10,
    };
    const client = new CloudWatchLogsClient(settings);
    const { body } = await requestOf(() => client.send(new StartQueryCommand(input)));
    expect(JSON.parse(body)).toEqual(input);
  });

  it('asks Cost Explorer in AWS JSON 1.1', async () => {
    const client = new CostExplorerClient(settings);
    const input = {
      TimePeriod: { Start: '2026-10-01', End: '2026-10-02' },
      Granularity: 'DAILY' as const,
      Metrics: ['UnblendedCost'],
    };
    const { headers, body } = await requestOf(() => client.send(new GetCostAndUsageCommand(input)));
    expect(headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSInsightsIndexService.GetCostAndUsage',
    });
    expect(scopeOf(headers)).toMatch(/\/us-east-1\/ce\/aws4_request$/);
    expect(JSON.parse(body)).toEqual(input);
  });

  it('asks Secrets Manager and Systems Manager in AWS JSON 1.1', async () => {
    const SecretId = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:s-AbCdEf';
    const secret = await requestOf(() =>
      new SecretsManagerClient(settings).send(new GetSecretValueCommand({ SecretId })),
    );
    const input = { Name: '/spend', WithDecryption: true };
    const parameter = await requestOf(() =>
      new SSMClient(settings).send(new GetParameterCommand(input)),
    );
    expect(secret.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
    });
    expect(scopeOf(secret.headers)).toMatch(/\/us-east-1\/secretsmanager\/aws4_request$/);
    expect(JSON.parse(secret.body)).toEqual({ SecretId });
    expect(parameter.headers).toMatchObject({
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonSSM.GetParameter',
    });
    expect(scopeOf(parameter.headers)).toMatch(/\/us-east-1\/ssm\/aws4_request$/);
    expect(JSON.parse(parameter.body)).toEqual(input);
  });

  it('asks STS by a form', async () => {
    const client = new STSClient(settings);
    const identity = await requestOf(() => client.send(new GetCallerIdentityCommand({})));
    expect(identity.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(scopeOf(identity.headers)).toMatch(/\/us-east-1\/sts\/aws4_request$/);
    expect(Object.fromEntries(new URLSearchParams(identity.body))).toEqual({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
    });

    const input = { RoleArn: 'arn:aws:iam::111122223333:role/R', RoleSessionName: 'a@b' };
    const assume = await requestOf(() =>
      client.send(new AssumeRoleCommand({ ...input, DurationSeconds: 900 })),
    );
    expect(Object.fromEntries(new URLSearchParams(assume.body))).toEqual({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      ...input,
      DurationSeconds: '900',
    });
  });

  it('asks Bedrock and Account by paths', async () => {
    const bedrock = new BedrockClient(settings);
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-pro-v1:0';
    const requests = [
      await requestOf(() => bedrock.send(new GetModelInvocationLoggingConfigurationCommand({}))),
      await requestOf(() =>
        bedrock.send(
          new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION', maxResults: 5 }),
        ),
      ),
      await requestOf(() =>
        bedrock.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier: arn })),
      ),
      await requestOf(() => bedrock.send(new ListTagsForResourceCommand({ resourceARN: arn }))),
      await requestOf(() =>
        new AccountClient(settings).send(new ListRegionsCommand({ MaxResults: 5 })),
      ),
    ];
    expect(requests.map(({ place, body }) => `${place} ${body}`.trim())).toEqual([
      'GET /logging/modelinvocations',
      'GET /inference-profiles?maxResults=5&type=APPLICATION',
      `GET /inference-profiles/${encodeURIComponent(arn)}`,
      `POST /listTagsForResource {"resourceARN":"${arn}"}`,
      'POST /listRegions {"MaxResults":5}',
    ]);
    expect(requests.map(({ headers }) => scopeOf(headers)?.split('/')[2])).toEqual([
      'bedrock',
      'bedrock',
      'bedrock',
      'bedrock',
      'account',
    ]);
  });
});

async function keep(request: IncomingMessage): Promise<void> {
  const { method, url, headers } = request;
  sent.push({ place: `${method} ${url}`, headers, body: await text(request) });
}

/** What a call sends; the empty answer may well be one that the SDK does not like. */
async function requestOf(call: () => Promise<unknown>): Promise<SentRequest> {
  sent.length = 0;
  await call().catch(() => undefined);
  const [request] = sent;
  if (request === undefined) throw new Error('The SDK sent nothing');
  return request;
}

function scopeOf(headers: IncomingHttpHeaders): string | undefined {
  return /Credential=[^/]+\/([^,]+),/.exec(headers.authorization ?? '')?.[1];
}
