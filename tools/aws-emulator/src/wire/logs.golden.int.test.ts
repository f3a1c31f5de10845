import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';
import { jsonCall, type WireAnswer } from './signed-fetch.testing.ts';

const accountId = '111122223333';
const region = 'us-east-1';
const logGroup = '/aws/bedrock/modelinvocations';
const timestamp = Date.parse('2026-09-08T12:10:33Z');
const served = {
  timestamp: '2026-09-08T12:10:33Z',
  accountId,
  region,
  operation: 'Converse',
  modelId: 'us.amazon.nova-micro-v1:0',
  input: { inputContentType: 'application/json', inputTokenCount: 1 },
  output: { outputContentType: 'application/json', outputTokenCount: 8 },
  identity: { arn: `arn:aws:sts::${accountId}:assumed-role/app/session` },
  schemaType: 'ModelInvocationLog',
  schemaVersion: '1.0',
};
const failed = { ...served, input: {}, output: {}, errorCode: 'ThrottlingException' };
const permissionLine = 'Permissions are correctly set for Amazon Bedrock logs.';

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({ config: { accounts: [{ accountId }] } });
  await emulator.control.putEvents({
    accountId,
    region,
    logGroup,
    events: [
      { timestamp: timestamp - 1000, message: permissionLine },
      { timestamp, message: JSON.stringify(served), ingestionTime: timestamp + 9302 },
      { timestamp: timestamp + 1, message: JSON.stringify(failed) },
    ],
  });
});
afterAll(() => emulator.stop());

describe('CloudWatch Logs on the wire', () => {
  it('answers FilterLogEvents with times as numbers and no searched streams', async () => {
    const answer = await call('FilterLogEvents', {
      logGroupName: logGroup,
      startTime: timestamp,
      endTime: timestamp,
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    expect(JSON.parse(answer.body)).toEqual({
      events: [
        {
          logStreamName: 'aws/bedrock/modelinvocations',
          timestamp,
          message: JSON.stringify(served),
          ingestionTime: timestamp + 9302,
          eventId: expect.stringMatching(/^\d{56}$/),
        },
      ],
      searchedLogStreams: [],
    });
  });

  it('answers DescribeLogGroups with both forms of the ARN', async () => {
    const { body } = await call('DescribeLogGroups', {});
    const arn = `arn:aws:logs:${region}:${accountId}:log-group:${logGroup}`;
    expect(JSON.parse(body).logGroups).toMatchObject([
      { logGroupName: logGroup, arn: `${arn}:*`, logGroupArn: arn, logGroupClass: 'STANDARD' },
    ]);
  });

  it('answers an operation without output with an empty body', async () => {
    const { status, body } = await call('CreateLogGroup', { logGroupName: '/new' });
    expect([status, body]).toEqual([200, '']);
  });

  it('answers StartQuery with nothing but the id of the query', async () => {
    const { body } = await startQuery('stats count(*)');
    expect(JSON.parse(body)).toEqual({ queryId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  });

  it('gives groups before aggregates, every value as a string, statistics as numbers', async () => {
    const answer = await resultsOf(
      'stats count(*) as requests, sum(output.outputTokenCount) as written by identity.arn, bin(5m)',
    );
    expect(answer['results']).toContainEqual([
      { field: 'identity.arn', value: served.identity.arn },
      { field: 'bin(5m)', value: '2026-09-08 12:10:00.000' },
      { field: 'requests', value: '2' },
      { field: 'written', value: '8' },
    ]);
    expect(answer).toMatchObject({
      status: 'Complete',
      statistics: {
        recordsMatched: 3,
        recordsScanned: 3,
        bytesScanned: expect.any(Number),
        logGroupsScanned: 1,
      },
    });
  });

  it('gives log rows a pointer, and leaves out of a row what its event does not have', async () => {
    const { results } = await resultsOf(
      'fields modelId, errorCode | filter ispresent(modelId) | sort @timestamp asc',
    );
    const modelId = { field: 'modelId', value: 'us.amazon.nova-micro-v1:0' };
    const pointer = { field: '@ptr', value: expect.any(String) };
    expect(results).toEqual([
      [modelId, pointer],
      [modelId, { field: 'errorCode', value: 'ThrottlingException' }, pointer],
    ]);
  });

  it('says where a query cannot be understood', async () => {
    const answer = await startQuery('stats count(*) by');
    expect(answer.status).toBe(400);
    const { message, ...error } = JSON.parse(answer.body);
    expect(message).toEqual(expect.any(String));
    expect(error).toEqual({
      __type: 'MalformedQueryException',
      queryCompileError: {
        location: { startCharOffset: expect.any(Number), endCharOffset: expect.any(Number) },
        message,
      },
    });
  });

  it.each([
    ['GetQueryResults', { queryId: 'unknown' }, 'ResourceNotFoundException'],
    ['FilterLogEvents', { logGroupName: '/none' }, 'ResourceNotFoundException'],
    ['FilterLogEvents', { logGroupName: logGroup, limit: 10_001 }, 'InvalidParameterException'],
    ['GetLogEvents', {}, 'UnknownOperationException'],
  ])('answers a refused %s with its type and the status 400', async (operation, input, type) => {
    const { status, body } = await call(operation, input);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({ __type: type, message: expect.any(String) });
  });

  it('refuses a signature for another service or region than the one that is asked', async () => {
    for (const scope of [{ service: 'monitoring' }, { region: 'us-moon-1' }]) {
      const { status, body } = await call('DescribeLogGroups', {}, scope);
      expect([status, JSON.parse(body).__type]).toEqual([400, 'InvalidSignatureException']);
    }
  });
});

function call(operation: string, input: object, scope: { service?: string; region?: string } = {}) {
  return jsonCall(emulator.url, {
    service: 'logs',
    credentials: emulator.credentials(accountId),
    target: `Logs_20140328.${operation}`,
    input,
    ...scope,
  });
}

function startQuery(queryString: string): Promise<WireAnswer> {
  const startTime = timestamp / 1000 - 60;
  const endTime = Math.ceil(Date.now() / 1000) + 60;
  return call('StartQuery', { logGroupName: logGroup, startTime, endTime, queryString });
}

async function resultsOf(queryString: string): Promise<Record<string, unknown>> {
  const { queryId } = JSON.parse((await startQuery(queryString)).body);
  for (;;) {
    const answer = JSON.parse((await call('GetQueryResults', { queryId })).body);
    if (!['Scheduled', 'Running'].includes(answer.status)) return answer;
    await sleep(20);
  }
}
