import { setTimeout as sleep } from 'node:timers/promises';

import type { Answer, Ask, Call, Credentials } from './ask.ts';
import {
  accountId,
  applicationProfileArn,
  billedDay,
  dayAfterBilled,
  otherAccountId,
} from './emulator-config.ts';
import { hideRandom } from './hide-random.ts';

type Step = Pick<Call, 'service' | 'operation' | 'input'> & Partial<Call>;

const group = { logGroupName: '/aws/bedrock/modelinvocations' };
const stream = { ...group, logStreamName: 'aws/bedrock/modelinvocations' };
const reader = {
  RoleArn: `arn:aws:iam::${otherAccountId}:role/Reader`,
  RoleSessionName: 'ada@example.com',
};

/**
 * Asks for every operation that the product uses, refusals included, and gives what came back.
 * `startedMs` is the time that the events have, the same for every client.
 */
export async function conversation(options: {
  ask: Ask;
  credentials: Credentials;
  denied: Credentials;
  startedMs: number;
}): Promise<[operation: string, answer: unknown][]> {
  const { credentials, denied, startedMs } = options;
  const answers: [string, unknown][] = [];
  const say = async (step: Step): Promise<Record<string, unknown>> => {
    const answer: Answer = await options.ask({ region: 'us-east-1', credentials, ...step });
    answers.push([step.operation, hideRandom(answer)]);
    return 'output' in answer ? answer.output : {};
  };

  await writeEvents(say, startedMs);
  await readEvents(say, startedMs);
  await queryEvents(say, { ask: options.ask, credentials, startedMs });
  await readSetup(say);
  await readBill(say);
  await assumeRole(say, denied);
  return answers;
}

type Say = (step: Step) => Promise<Record<string, unknown>>;

async function writeEvents(say: Say, startedMs: number): Promise<void> {
  const service = 'logs';
  await say({ service, operation: 'CreateLogGroup', input: group });
  await say({ service, operation: 'CreateLogGroup', input: group });
  await say({ service, operation: 'CreateLogStream', input: stream });
  const logEvents = [1, 2, 3].map((number) => ({
    timestamp: startedMs + number,
    message: record(number),
  }));
  await say({ service, operation: 'PutLogEvents', input: { ...stream, logEvents } });
}

function record(number: number): string {
  return JSON.stringify({
    schemaType: 'ModelInvocationLog',
    accountId,
    modelId: number === 3 ? 'amazon.titan-embed-text-v2:0' : 'amazon.nova-pro-v1:0',
    input: { inputTokenCount: number * 10 },
    output: number === 3 ? {} : { outputTokenCount: number },
  });
}

async function readEvents(say: Say, startTime: number): Promise<void> {
  const service = 'logs';
  await say({ service, operation: 'DescribeLogGroups', input: {} });
  await say({ service, operation: 'DescribeLogStreams', input: group });
  await say({ service, operation: 'DescribeLogStreams', input: { logGroupName: '/none' } });

  const operation = 'FilterLogEvents';
  const filter = { ...group, startTime, filterPattern: '{ $.input.inputTokenCount > 10 }' };
  await say({ service, operation, input: filter });
  const { nextToken } = await say({ service, operation, input: { ...group, startTime, limit: 2 } });
  await say({ service, operation, input: { ...group, startTime, limit: 2, nextToken } });
  await say({ service, operation, input: { ...group, startTime, nextToken: 'garbage' } });
}

async function queryEvents(
  say: Say,
  options: { ask: Ask; credentials: Credentials; startedMs: number },
): Promise<void> {
  const service = 'logs';
  const operation = 'StartQuery';
  const startTime = Math.floor(options.startedMs / 1000);
  const range = { ...group, startTime, endTime: startTime + 3600 };
  const queries = [
    'stats count(*) as requests, sum(input.inputTokenCount) as tokens, sum(output.outputTokenCount) as written by modelId as model | sort model asc',
    'fields @message, output.outputTokenCount as written | sort @timestamp asc | limit 3',
  ];
  for (const queryString of queries) {
    const { queryId } = await say({ service, operation, input: { ...range, queryString } });
    await untilComplete(queryId, options);
    await say({ service, operation: 'GetQueryResults', input: { queryId } });
    await say({ service, operation: 'StopQuery', input: { queryId } });
  }
  await say({ service, operation, input: { ...range, queryString: 'stats count(*' } });
  await say({
    service,
    operation,
    input: { ...range, logGroupName: '/none', queryString: 'limit 1' },
  });
  await say({ service, operation: 'GetQueryResults', input: { queryId: 'unknown' } });
}

async function untilComplete(
  queryId: unknown,
  { ask, credentials }: { ask: Ask; credentials: Credentials },
): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const input = { queryId };
    const operation = 'GetQueryResults';
    const answer = await ask({
      service: 'logs',
      operation,
      input,
      region: 'us-east-1',
      credentials,
    });
    if ('error' in answer) throw new Error(answer.error.message);
    if (answer.output['status'] === 'Complete') return;
    await sleep(50);
  }
  throw new Error('The query did not come to an end');
}

async function readSetup(say: Say): Promise<void> {
  const service = 'bedrock';
  const logging = 'GetModelInvocationLoggingConfiguration';
  await say({ service, operation: logging, input: {} });
  await say({ service, operation: logging, input: {}, region: 'eu-west-1' });

  await say({ service, operation: 'ListInferenceProfiles', input: {} });
  const typeEquals = 'APPLICATION';
  await say({ service, operation: 'ListInferenceProfiles', input: { typeEquals, maxResults: 1 } });
  for (const inferenceProfileIdentifier of [
    applicationProfileArn,
    'us.amazon.nova-pro-v1:0',
    'no',
  ]) {
    await say({ service, operation: 'GetInferenceProfile', input: { inferenceProfileIdentifier } });
  }
  for (const resourceARN of [applicationProfileArn, `${applicationProfileArn}x`]) {
    await say({ service, operation: 'ListTagsForResource', input: { resourceARN } });
  }

  const RegionOptStatusContains = ['ENABLED', 'ENABLED_BY_DEFAULT'];
  const regions = { RegionOptStatusContains, MaxResults: 10 };
  const operation = 'ListRegions';
  const { NextToken } = await say({ service: 'account', operation, input: regions });
  await say({ service: 'account', operation, input: { ...regions, NextToken } });
}

async function readBill(say: Say): Promise<void> {
  const service = 'ce';
  const TimePeriod = { Start: billedDay, End: dayAfterBilled };
  const values = { TimePeriod, Dimension: 'SERVICE', SearchString: 'Bedrock' };
  await say({ service, operation: 'GetDimensionValues', input: values });

  const operation = 'GetCostAndUsage';
  const Metrics = ['UnblendedCost', 'UsageQuantity'];
  const total = { TimePeriod, Granularity: 'DAILY', Metrics };
  await say({ service, operation, input: total });
  const GroupBy = [
    { Type: 'DIMENSION', Key: 'SERVICE' },
    { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
  ];
  const { NextPageToken } = await say({ service, operation, input: { ...total, GroupBy } });
  await say({ service, operation, input: { ...total, GroupBy, NextPageToken } });
  const never = { Start: billedDay, End: billedDay };
  await say({ service, operation, input: { ...total, TimePeriod: never } });
}

async function assumeRole(say: Say, denied: Credentials): Promise<void> {
  const service = 'sts';
  const identity: Step = { service, operation: 'GetCallerIdentity', input: {} };
  await say(identity);
  await say({ ...identity, credentials: denied });
  await say({ service: 'logs', operation: 'DescribeLogGroups', input: {}, credentials: denied });

  const operation = 'AssumeRole';
  await say({ service, operation, input: reader });
  const ExternalId = 'our-secret';
  const { Credentials: session } = await say({
    service,
    operation,
    input: { ...reader, ExternalId },
  });
  await say({ ...identity, credentials: sessionOf(session as Record<string, string>) });
}

function sessionOf(session: Record<string, string>): Credentials {
  return {
    accessKeyId: session['AccessKeyId'] ?? '',
    secretAccessKey: session['SecretAccessKey'] ?? '',
    sessionToken: session['SessionToken'] ?? '',
  };
}
