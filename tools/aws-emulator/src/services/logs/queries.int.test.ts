import { setTimeout as delay } from 'node:timers/promises';
import {
  GetQueryResultsCommand,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type {
  GetQueryResultsCommandOutput,
  StartQueryCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterEach, beforeAll, afterAll, describe, expect, test } from 'vitest';
import { ACCOUNT, GROUP, refusal, REGION, testEmulator } from '../../test-emulator.testing.ts';
import type { TestEmulator } from '../../test-emulator.testing.ts';

const FAST = { pageMs: 0, queryBaseMs: 0, queryBytesPerSecond: 1e12 };
const SLOW = { pageMs: 0, queryBaseMs: 600_000, queryBytesPerSecond: 1e12 };
const START = Date.UTC(2026, 0, 5);
const MANY = '/test/many';
const RARE = '/test/rare';
const YOUNG = '/test/young';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await testEmulator();
  const { control } = emulator;
  const place = { accountId: ACCOUNT, region: REGION };
  const event = (index: number, group: string) => ({
    timestamp: START + index,
    message: JSON.stringify({ group, index }),
  });
  await control.putEvents({
    ...place,
    logGroup: GROUP,
    events: [event(0, 'a'), event(1, 'b'), event(1000, 'a'), event(1001, 'a')],
  });
  await control.putEvents({
    ...place,
    logGroup: MANY,
    events: Array.from({ length: 12_000 }, (_, index) => event(index, 'm')),
  });
  await control.createLogGroup({
    ...place,
    logGroup: RARE,
    logClass: 'INFREQUENT_ACCESS',
    createdAt: START,
  });
  await control.createLogGroup({ ...place, logGroup: YOUNG });
});

afterEach(async () => {
  await emulator.control.setClock({ offsetMs: 0 });
  await emulator.control.setLatency(FAST);
  await emulator.control.setQuotas(false);
  await emulator.control.removeFaults();
});

afterAll(() => emulator.stop());

const ASKED: StartQueryCommandInput = {
  logGroupName: GROUP,
  startTime: START / 1000,
  endTime: START / 1000 + 1,
  queryString: 'stats count(*) as events by group | sort group',
};

async function start(input: Partial<StartQueryCommandInput> = {}): Promise<string> {
  const { queryId } = await emulator.logs.send(new StartQueryCommand({ ...ASKED, ...input }));
  return queryId!;
}

const results = (queryId: string, page: { nextToken?: string; maxItems?: number } = {}) =>
  emulator.logs.send(new GetQueryResultsCommand({ queryId, ...page }));

async function settled(queryId: string): Promise<GetQueryResultsCommandOutput> {
  for (;;) {
    const answer = await results(queryId);
    if (answer.status !== 'Scheduled' && answer.status !== 'Running') return answer;
    await delay(10);
  }
}

describe('A query', () => {
  test('answers rows of texts with statistics in numbers', async () => {
    const { $metadata: _, ...answer } = await settled(await start());
    expect(answer).toEqual({
      queryLanguage: 'CWLI',
      status: 'Complete',
      results: [
        [
          { field: 'group', value: 'a' },
          { field: 'events', value: '2' },
        ],
        [
          { field: 'group', value: 'b' },
          { field: 'events', value: '1' },
        ],
      ],
      statistics: {
        recordsMatched: 3,
        recordsScanned: 3,
        bytesScanned: expect.any(Number),
        estimatedRecordsSkipped: 0,
        estimatedBytesSkipped: 0,
        logGroupsScanned: 1,
        resultCount: 2,
      },
    });
  });

  test('is Scheduled, then Running, then Complete, and no sooner than the latency says', async () => {
    await emulator.control.setLatency({ ...FAST, queryBaseMs: 400 });
    const beganMs = performance.now();
    const queryId = await start();
    const seen: (string | undefined)[] = [];
    for (;;) {
      const { status } = await results(queryId);
      if (seen.at(-1) !== status) seen.push(status);
      if (status === 'Complete') break;
      await delay(10);
    }
    expect(seen).toEqual(['Scheduled', 'Running', 'Complete']);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(400);
  });

  test('takes the longer the more bytes it scans', async () => {
    // 12,000 events of some 28 bytes.
    await emulator.control.setLatency({ ...FAST, queryBytesPerSecond: 1e6 });
    const beganMs = performance.now();
    const { statistics } = await settled(
      await start({ logGroupName: MANY, endTime: START / 1000 + 12 }),
    );
    const bytes = statistics?.bytesScanned ?? 0;
    expect(bytes).toBeGreaterThan(200_000);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(bytes / 1000);
  });

  test('shows a part of its rows while it runs', async () => {
    await emulator.control.setLatency({ ...FAST, queryBaseMs: 3000 });
    const queryId = await start({
      logGroupName: MANY,
      endTime: START / 1000 + 12,
      queryString: 'fields index | limit 1000',
    });
    let partial: number | undefined;
    while (partial === undefined || partial === 0) {
      await delay(50);
      const { status, results: rows } = await results(queryId);
      expect(status).not.toBe('Complete');
      partial = rows?.length;
    }
    expect(partial).toBeLessThan(1000);
  });

  test('that is stopped is Cancelled, and cannot be stopped again', async () => {
    await emulator.control.setLatency(SLOW);
    const queryId = await start();
    const { success } = await emulator.logs.send(new StopQueryCommand({ queryId }));
    expect(success).toBe(true);
    expect(await results(queryId)).toMatchObject({ status: 'Cancelled', results: [] });
    expect(await refusal(emulator.logs.send(new StopQueryCommand({ queryId })))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified query is not running.',
    });
  });

  test('times out after an hour', async () => {
    await emulator.control.setLatency(SLOW);
    const queryId = await start();
    await emulator.control.setClock({ offsetMs: 61 * 60_000 });
    expect(await results(queryId)).toMatchObject({ status: 'Timeout', results: [] });
  });

  test.each([
    ['query-failed', 'Failed'],
    ['query-timeout', 'Timeout'],
  ] as const)('ends otherwise with the fault %s', async (kind, status) => {
    await emulator.control.addFault({ service: 'logs', operation: 'StartQuery', kind, times: 1 });
    expect(await settled(await start())).toMatchObject({ status, results: [] });
    expect(await settled(await start())).toMatchObject({ status: 'Complete' });
  });

  test('is forgotten after seven days, and seen by its own account and region only', async () => {
    const queryId = await start();
    const abroad = emulator.client({ region: 'us-west-2' });
    const expected = { name: 'ResourceNotFoundException' };
    expect(await refusal(abroad.send(new GetQueryResultsCommand({ queryId })))).toMatchObject(
      expected,
    );
    await emulator.control.setClock({ offsetMs: 8 * 86_400_000 });
    expect(await refusal(results(queryId))).toMatchObject(expected);
  });
});

describe('The rows of a query', () => {
  const rows = { logGroupName: MANY, endTime: START / 1000 + 12, queryString: 'fields index' };

  test('are 10,000 where nobody says how many', async () => {
    const { results: found, nextToken, statistics } = await settled(await start(rows));
    expect(found).toHaveLength(10_000);
    expect(statistics?.resultCount).toBe(10_000);
    expect(nextToken).toBeUndefined();
  });

  test('beyond 10,000 come on further pages', async () => {
    const queryId = await start({ ...rows, limit: 100_000 });
    const first = await settled(queryId);
    const second = await results(queryId, { nextToken: first.nextToken! });
    expect([first.results?.length, second.results?.length]).toEqual([10_000, 2000]);
    expect(second.nextToken).toBeUndefined();
    expect(second.statistics?.resultCount).toBe(12_000);
  });

  test('come on pages as small as asked for; the token lives an hour and fits one query', async () => {
    const queryId = await start({ ...rows, limit: 25 });
    await settled(queryId);
    const { results: found, nextToken = '' } = await results(queryId, { maxItems: 10 });
    expect(found).toHaveLength(10);
    const other = await start();
    const expected = { name: 'InvalidParameterException' };
    expect(await refusal(results(other, { nextToken }))).toMatchObject(expected);
    await emulator.control.setClock({ offsetMs: 61 * 60_000 });
    expect(await refusal(results(queryId, { nextToken }))).toMatchObject(expected);
    expect(await refusal(results(queryId, { maxItems: 10_001 }))).toMatchObject(expected);
  });
});

describe('StartQuery', () => {
  test('takes several groups by name or ARN', async () => {
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:`;
    const { logGroupName: _, ...rest } = ASKED;
    const { queryId } = await emulator.logs.send(
      new StartQueryCommand({
        ...rest,
        logGroupIdentifiers: [arn + GROUP, MANY],
        queryString: 'stats count(*) as events',
      }),
    );
    const { results: rows, statistics } = await settled(queryId!);
    expect(rows).toEqual([[{ field: 'events', value: '1004' }]]);
    expect(statistics?.logGroupsScanned).toBe(2);
  });

  test('says where a query is wrong', async () => {
    const { name, error } = await refusal(start({ queryString: 'stats counnt(*)' }));
    expect(name).toBe('MalformedQueryException');
    expect(error).toMatchObject({
      queryCompileError: {
        message: expect.stringContaining('counnt'),
        location: { startCharOffset: 6, endCharOffset: expect.any(Number) },
      },
    });
  });

  test('refuses a range that ends before the group was created', async () => {
    expect(await refusal(start({ logGroupName: YOUNG }))).toMatchObject({
      name: 'MalformedQueryException',
      message: expect.stringContaining('before the log groups creation time'),
    });
  });

  test.each<[string, Partial<StartQueryCommandInput>, string, string]>([
    [
      'a group that does not exist',
      { logGroupName: '/aws/nope' },
      'ResourceNotFoundException',
      `Log group '/aws/nope' does not exist for account ID '${ACCOUNT}'`,
    ],
    [
      'a start behind the end',
      { startTime: 2, endTime: 1 },
      'InvalidParameterException',
      'start time',
    ],
    [
      'two ways to name groups',
      { logGroupNames: [GROUP] },
      'InvalidParameterException',
      'Exactly one',
    ],
    [
      '100,001 rows',
      { limit: 100_001 },
      'InvalidParameterException',
      'less than or equal to 100000',
    ],
    [
      'a query of more than 10,000 characters',
      { queryString: `fields a # ${'x'.repeat(10_000)}` },
      'InvalidParameterException',
      'less than or equal to 10000',
    ],
    [
      'a missing query',
      { queryString: undefined },
      'InvalidParameterException',
      'must not be null',
    ],
    ['SQL', { queryLanguage: 'SQL' }, 'InvalidParameterException', 'query language SQL'],
  ])('refuses %s', async (_, input, name, message) => {
    expect(await refusal(start(input))).toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});

describe('With quotas on', () => {
  test('100 queries run at the same time in an account and region, and not one more', async () => {
    await emulator.control.setLatency(SLOW);
    for (let index = 0; index < 100; index++) await start();
    await emulator.control.setQuotas(true);
    expect(await refusal(start())).toMatchObject({
      name: 'LimitExceededException',
      message: 'Account maximum query concurrency limit of [100] reached.',
    });
  });

  test('five queries of Infrequent Access groups run at the same time', async () => {
    // Lets the queries of the test before time out.
    await emulator.control.setClock({ offsetMs: 2 * 86_400_000 });
    await emulator.control.setLatency(SLOW);
    for (let index = 0; index < 5; index++) await start({ logGroupName: RARE });
    await emulator.control.setQuotas(true);
    expect(await refusal(start({ logGroupName: RARE }))).toMatchObject({
      name: 'LimitExceededException',
      message: expect.stringContaining('[5]'),
    });
  });
});
