import { BedrockClient, ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock';
import {
  CloudWatchLogsClient,
  CloudWatchLogsServiceException,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  GetQueryResultsCommand,
  MalformedQueryException,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient, GetDimensionValuesCommand } from '@aws-sdk/client-cost-explorer';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { FaultKind, RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';

// How often the SDK asks decides how long our own retries may wait, and by what they tell errors apart.
const accountId = '111122223333';
const logGroupName = '/aws/bedrock/modelinvocations';

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [{ accountId, regions: { 'us-east-1': { logGroups: [{ name: logGroupName }] } } }],
    },
  });
});
afterAll(() => emulator.stop());
afterEach(async () => {
  await emulator.control.removeFaults();
  await emulator.control.clearRequests();
});

describe('The SDK', () => {
  it.each<[FaultKind, string, number]>([
    ['throttle', 'ThrottlingException', 3],
    ['unavailable', 'ServiceUnavailableException', 3],
    ['internal', 'InternalFailure', 3],
    ['denied', 'AccessDeniedException', 1],
    ['expired', 'ExpiredTokenException', 1],
  ])('meets the fault %s as %s after asking %i times', async (kind, name, tries) => {
    await emulator.control.addFault({ service: 'logs', operation: 'DescribeLogGroups', kind });
    const error = await errorOf(logsClient().send(new DescribeLogGroupsCommand({})));
    expect(error).toMatchObject({ name, $metadata: { attempts: tries } });
    expect(await triesOf('logs')).toEqual(repeat(tries, [kind, name]));
  });

  it.each([
    [
      'bedrock',
      'ThrottlingException',
      () => new BedrockClient(settings()).send(new ListInferenceProfilesCommand({})),
    ],
    ['sts', 'Throttling', () => new STSClient(settings()).send(new GetCallerIdentityCommand({}))],
    [
      'ce',
      'ThrottlingException',
      () =>
        new CostExplorerClient(settings()).send(
          new GetDimensionValuesCommand({
            Dimension: 'SERVICE',
            TimePeriod: { Start: '2026-01-01', End: '2026-01-02' },
          }),
        ),
    ],
  ] as const)('asks %s three times when it answers %s', async (service, name, call) => {
    await emulator.control.addFault({ service, kind: 'throttle' });
    expect(await errorOf(call())).toMatchObject({ name });
    expect(await triesOf(service)).toEqual(repeat(3, ['throttle', name]));
  });

  it('asks again when the answer is cut, and then has it whole', async () => {
    await emulator.control.addFault({ service: 'logs', kind: 'reset', times: 1 });
    const { logGroups } = await logsClient().send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toHaveLength(1);
    expect((await triesOf('logs')).map(([fault]) => fault)).toEqual(['reset', null]);
  });

  it('asks three times when too many queries run', { timeout: 60_000 }, async () => {
    const { control } = emulator;
    await control.setLatency({ pageMs: 0, queryBaseMs: 20_000, queryBytesPerSecond: 1e12 });
    const client = logsClient();
    const start = () => client.send(startQuery('stats count(*)'));
    await Promise.all(Array.from({ length: 100 }, start));
    await control.clearRequests();
    await control.setQuotas(true);
    const error = await errorOf(start());
    await control.setQuotas(false);
    expect(error.name).toBe('LimitExceededException');
    expect(await triesOf('logs')).toEqual(repeat(3, [null, 'LimitExceededException']));
  });

  it.each([
    ['MalformedQueryException', startQuery('stats count(*) by')],
    ['ResourceNotFoundException', new GetQueryResultsCommand({ queryId: 'unknown' })],
    ['InvalidParameterException', new FilterLogEventsCommand({ logGroupName, nextToken: 'x' })],
  ])('asks once when the answer is %s', async (name, command) => {
    const error = await errorOf(logsClient().send(command as GetQueryResultsCommand));
    expect(error.name).toBe(name);
    expect(await triesOf('logs')).toEqual([[null, name]]);
  });

  it('asks once when the key is unknown', async () => {
    const credentials = { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'secret' };
    const client = new CloudWatchLogsClient({ ...settings(), credentials });
    const error = await errorOf(client.send(new DescribeLogGroupsCommand({})));
    expect(error.name).toBe('UnrecognizedClientException');
    expect(await triesOf('logs')).toEqual([[null, 'UnrecognizedClientException']]);
  });

  it('has a class for a malformed query, with its place, and none for an expired token', async () => {
    const malformed = await errorOf(logsClient().send(startQuery('stats count(*) by')));
    expect(malformed).toBeInstanceOf(MalformedQueryException);
    expect(malformed).toMatchObject({
      queryCompileError: { location: { startCharOffset: expect.any(Number) } },
    });

    await emulator.control.addFault({ service: 'logs', kind: 'expired' });
    const expired = await errorOf(logsClient().send(new DescribeLogGroupsCommand({})));
    expect(expired.constructor).toBe(CloudWatchLogsServiceException);
    expect(expired.name).toBe('ExpiredTokenException');
  });
});

function settings() {
  const credentials = emulator.credentials(accountId);
  return { endpoint: emulator.url, region: 'us-east-1', credentials };
}

function logsClient(): CloudWatchLogsClient {
  return new CloudWatchLogsClient(settings());
}

function startQuery(queryString: string): StartQueryCommand {
  const endTime = Math.ceil(Date.now() / 1000) + 60;
  return new StartQueryCommand({ logGroupName, startTime: endTime - 3600, endTime, queryString });
}

async function errorOf(answer: Promise<unknown>): Promise<Error> {
  const error = await answer.then(
    () => new Error('The call was answered'),
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error('Something else than an error was thrown');
}

/** Fault and error of each request that reached the service. */
async function triesOf(service: 'logs' | 'bedrock' | 'sts' | 'ce') {
  const requests = await emulator.control.requests({ service });
  return requests.map(({ fault, errorCode }) => [fault, errorCode]);
}

function repeat<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}
