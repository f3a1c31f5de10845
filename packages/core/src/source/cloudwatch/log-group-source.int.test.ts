import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { emulateLogs, target, type EmulatedLogs } from './emulated-log-group.testing.ts';
import { keyOrders, recordEvent, type LogEvent, type RecordFacts } from './record-event.testing.ts';
import { createReport, resolveQuery, type Query, type Report } from '../../index.ts';
import { aRecord, fixtureLines } from '../../normalize/record.testing.ts';
import { fixtureText, linesSource } from '../../fixtures.testing.ts';
import { now } from '../../report.testing.ts';
import type { LogSource } from '../log-source.ts';

let aws: EmulatedLogs;
beforeAll(async () => {
  aws = await emulateLogs();
});
afterAll(() => aws.stop());

const year: Query = { since: '2025-04-01', until: '2026-11-21' };
const may: Query = { month: '2026-05' };
const dayOfMay = Date.parse('2026-05-02');

function report(source: LogSource, query: Query = may): Promise<Report> {
  return createReport(source, query, { now });
}

function figures({ sources, queryCost, ...rest }: Report): Partial<Report> {
  expect(sources).toHaveLength(1);
  return rest;
}

/** Calls of May 2, a second apart. */
function callsOfMay(...all: Parameters<typeof aRecord>[0][]): LogEvent[] {
  return all.map((facts, index) => {
    const timestamp = dayOfMay + index * 1000;
    const record = aRecord({ timestamp: new Date(timestamp).toISOString(), ...facts });
    return { timestamp, message: JSON.stringify(record) };
  });
}

function eventsOf(lines: readonly string[]): LogEvent[] {
  return lines.map((message) => {
    const [, time = '2026-05-02T00:00:00Z'] = /"timestamp":"([^"]+)"/.exec(message) ?? [];
    return { timestamp: Date.parse(time), message };
  });
}

describe('The published example', () => {
  const lines = fixtureText('published-example.ndjson.gz').trimEnd().split('\n');
  const query: Query = { days: 17, until: '2025-04-22' };
  let example: string;
  beforeAll(async () => {
    example = await aws.put(eventsOf(lines));
    await aws.calls();
  });

  test('costs the same by Insights, which no record is fetched for, and by FilterLogEvents', async () => {
    const expected = figures(await report(linesSource(lines), query));
    const auto = await report(aws.source(example, 'auto'), query);
    const { StartQuery, FilterLogEvents } = await aws.calls();
    expect([StartQuery, FilterLogEvents]).toEqual([1, undefined]);
    expect(figures(auto)).toEqual(expected);
    expect(auto.totals).toMatchObject({ requests: 13_060, costUsd: '7.47857168' });
    expect(auto.sources).toMatchObject([
      { name: `111122223333 us-east-1 ${example}`, records: 13_060 },
    ]);
    expect(auto.queryCost?.basis).toBe('6.2 MB scanned by CloudWatch Logs Insights');
    const filter = await report(aws.source(example, 'filter'), query);
    expect(await aws.calls()).not.toHaveProperty('StartQuery');
    expect(figures(filter)).toEqual(expected);
    expect(filter.queryCost).toBeNull();
  });

  test('is the same in pieces where an answer is as long as it may be', async () => {
    const groupBy: Query['groupBy'] = ['hour', 'principal'];
    const whole = await report(aws.source(example, 'auto'), { ...query, groupBy });
    await aws.calls();
    const source = aws.source(example, 'auto', { maximumRows: 100 });
    const split = await report(source, { ...query, groupBy });
    const { StartQuery = 0, FilterLogEvents } = await aws.calls();
    expect(StartQuery).toBeGreaterThan(3);
    expect(FilterLogEvents).toBeUndefined();
    expect(figures(split)).toEqual(figures(whole));
    // Answers that were thrown away were scanned for too.
    expect(Number(split.queryCost?.costUsd)).toBeGreaterThan(Number(whole.queryCost?.costUsd));
  });
});

test('Records of every shape cost what they cost as lines of a file', async () => {
  const logGroup = await aws.put(eventsOf(fixtureLines));
  await aws.calls();
  const groupBy: Query['groupBy'] = [
    'account',
    'principal',
    'error',
    'tier',
    'requestMetadata.team',
  ];
  const fromLines = await report(linesSource(fixtureLines.slice(0, -1)), { ...year, groupBy });
  for (const engine of ['auto', 'filter'] as const) {
    const read = await report(aws.source(logGroup, engine), { ...year, groupBy });
    expect(figures(read)).toEqual(figures(fromLines));
  }
  // The record whose counts stand in its body alone.
  expect(await aws.calls()).toMatchObject({ StartQuery: 1 });
});

test('A second with more groups than an answer may have rows is fetched', async () => {
  const models = ['amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0', 'amazon.nova-micro-v1:0'];
  const events = models.flatMap((modelId) => callsOfMay({ modelId }));
  const logGroup = await aws.put(events);
  await aws.calls();
  const day: Query = { since: '2026-05-02', until: '2026-05-02' };
  const auto = await report(aws.source(logGroup, 'auto', { maximumRows: 2 }), day);
  expect(auto.totals.requests).toBe(3);
  expect((await aws.calls())['FilterLogEvents']).toBeGreaterThan(0);
  const insights = await report(aws.source(logGroup, 'insights', { maximumRows: 2 }), day);
  expect(insights.partial).toMatchObject([
    {
      reason: 'no-counts',
      message:
        'CloudWatch Logs Insights cannot see everything of all calls from 2026-05-02 to 2026-05-02, which are counted as far as it can: use --engine auto or --engine filter.',
    },
  ]);
});

describe('Behind a prompt that hides what follows', () => {
  const content = Array.from({ length: 300 }, (_, index) => ({ text: `part ${index}` }));
  const hidden: RecordFacts = {
    ...target,
    seconds: dayOfMay / 1000,
    operation: 'Converse',
    modelId: 'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    caller: 'arn:aws:sts::111122223333:assumed-role/team-a/app',
    metadata: { team: 'search' },
    errorCode: undefined,
    inputBody: { messages: [{ content }] },
    inputTokenCount: 5,
    cacheReadInputTokenCount: 7,
    cacheWriteInputTokenCount: 30,
    outputBody: undefined,
    outputTokenCount: 3,
    side: undefined,
    keys: keyOrders[2]!,
    indent: '',
  };

  test('counts, caller and tags are found, and nothing is fetched', async () => {
    const logGroup = await aws.put(keyOrders.map((keys) => recordEvent({ ...hidden, keys })));
    await aws.calls();
    const groupBy: Query['groupBy'] = ['principal', 'requestMetadata.team'];
    const { totals, sections } = await report(aws.source(logGroup, 'auto'), { ...may, groupBy });
    expect(totals).toMatchObject({
      requests: 4,
      inputTokens: 20,
      outputTokens: 12,
      cacheReadTokens: 28,
      cacheWriteTokens: 120,
    });
    expect(sections['byPrincipal']).toMatchObject([{ key: hidden.caller, requests: 4 }]);
    expect(sections['byRequestMetadata.team']).toMatchObject([{ key: 'search', requests: 4 }]);
    expect(await aws.calls()).not.toHaveProperty('FilterLogEvents');
  });

  test('tiers and lifetimes are assumed, with the number of calls; filter settles them', async () => {
    const outputBody = {
      usage: { inputTokens: 5, cacheDetails: [{ ttl: '1h', inputTokens: 30 }] },
      serviceTier: { type: 'flex' },
    };
    const flex = recordEvent({ ...hidden, outputBody });
    const logGroup = await aws.put([flex, flex]);
    await aws.calls();
    const auto = await report(aws.source(logGroup, 'auto'), { ...may, groupBy: ['tier'] });
    expect(await aws.calls()).not.toHaveProperty('FilterLogEvents');
    expect(auto.assumptions).toMatchObject([
      { kind: 'tier-standard', requests: 2 },
      { kind: 'cache-write-5m', requests: 2 },
      { kind: 'price-before-first-check', requests: 2 },
    ]);
    const filter = await report(aws.source(logGroup, 'filter'), { ...may, groupBy: ['tier'] });
    expect(filter.assumptions).toEqual([]);
    expect(filter.sections['byTier']).toMatchObject([{ key: 'flex', requests: 2 }]);
    const { costUsd, costStatus, unpricedRequests, ...counted } = auto.totals;
    expect(costStatus).toBe('complete');
    expect(filter.totals).toMatchObject(counted);
  });
});

test('A log group of the class Infrequent Access is fetched, and refused where only Insights may', async () => {
  const logGroup = '/aws/bedrock/infrequent';
  const { control } = aws.emulator;
  await control.createLogGroup({
    ...target,
    logGroup,
    logClass: 'INFREQUENT_ACCESS',
    createdAt: 0,
  });
  await control.putEvents({ ...target, logGroup, events: callsOfMay({}, {}) });
  await aws.calls();
  const { totals } = await report(aws.source(logGroup, 'auto'));
  expect(totals.requests).toBe(2);
  expect(await aws.calls()).not.toHaveProperty('StartQuery');
  const refused = {
    code: 'QUERY_FAILED',
    message: `CloudWatch Logs Insights discovers no fields in the log group ${logGroup}, as in all groups of the class Infrequent Access: use --engine auto or --engine filter.`,
  };
  await expect(report(aws.source(logGroup, 'insights'))).rejects.toMatchObject(refused);
  expect(await aws.calls()).not.toHaveProperty('StartQuery');

  // The same when nobody may ask for the class: the answer shows it.
  await control.addFault({ service: 'logs', operation: 'DescribeLogGroups', kind: 'denied' });
  expect((await report(aws.source(logGroup, 'auto'))).totals.requests).toBe(2);
  expect(await aws.calls()).toMatchObject({ StartQuery: 1, FilterLogEvents: 1 });
  await expect(report(aws.source(logGroup, 'insights'))).rejects.toMatchObject(refused);
  await control.removeFaults();
});

test('Insights alone tells how many calls it cannot see in full, and keeps what it does see', async () => {
  const noCounts = { input: { inputTokenCount: undefined } };
  const logGroup = await aws.put(callsOfMay({}, {}, noCounts));
  const { totals, partial } = await report(aws.source(logGroup, 'insights'));
  expect(totals).toMatchObject({ requests: 3, inputTokens: 200, unknownCounts: 1 });
  expect(partial).toEqual([
    {
      origin: `111122223333 us-east-1 ${logGroup}`,
      reason: 'no-counts',
      message:
        'CloudWatch Logs Insights cannot see everything of 1 call from 2026-05-02 to 2026-05-02, which are counted as far as it can: use --engine auto or --engine filter.',
    },
  ]);
});

test('Only the days that Insights cannot see are fetched', async () => {
  const whole = callsOfMay({}, {});
  const lacking = callsOfMay({ input: { inputTokenCount: undefined } });
  const later = lacking.map(({ message }) => ({
    timestamp: dayOfMay + 5 * 86_400_000,
    message: message.replace('2026-05-02', '2026-05-07'),
  }));
  const logGroup = await aws.put([...whole, ...later]);
  await aws.calls();
  expect((await report(aws.source(logGroup, 'auto'))).totals).toMatchObject({
    requests: 3,
    unknownCounts: 1,
  });
  const [fetched] = await aws.emulator.control.requests({ operation: 'FilterLogEvents' });
  expect(fetched?.input).toMatchObject({
    startTime: Date.parse('2026-05-07'),
    endTime: Date.parse('2026-05-08'),
  });
});

test('A tag whose name no query can hold is fetched, and refused where only Insights may', async () => {
  const logGroup = await aws.put(callsOfMay({ requestMetadata: { 'a`b': 'x' } }));
  await aws.calls();
  const query: Query = { ...may, groupBy: ['requestMetadata.a`b'] };
  const { sections } = await report(aws.source(logGroup, 'auto'), query);
  expect(sections['byRequestMetadata.a`b']).toMatchObject([{ key: 'x', requests: 1 }]);
  expect(await aws.calls()).not.toHaveProperty('StartQuery');
  await expect(report(aws.source(logGroup, 'insights'), query)).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: expect.stringContaining('cannot be asked for requestMetadata.a`b'),
  });
});

test('Records of another account and region keep what they say', async () => {
  const logGroup = await aws.put(callsOfMay({ accountId: '999988887777', region: 'eu-west-1' }));
  const groupBy: Query['groupBy'] = ['account', 'region'];
  const { sections } = await report(aws.source(logGroup, 'auto'), { ...may, groupBy });
  expect(sections).toMatchObject({
    byAccount: [{ key: '999988887777' }],
    byRegion: [{ key: 'eu-west-1' }],
  });
});

describe('Nothing is asked for', () => {
  test('of the future, and no query is started for a time before the group could hold anything', async () => {
    const { control } = aws.emulator;
    const logGroup = '/aws/bedrock/young';
    await control.createLogGroup({ ...target, logGroup, createdAt: Date.parse('2026-11-01') });
    await aws.calls();
    const early = new Date('2026-01-01T00:00:00Z');
    const future = await report(aws.source(logGroup, 'auto', { now: () => early }));
    expect(future.totals.requests).toBe(0);
    expect(await aws.calls()).toEqual({});
    expect((await report(aws.source(logGroup, 'auto'))).totals.requests).toBe(0);
    expect(await aws.calls()).toEqual({ DescribeLogGroups: 1 });
    // AWS itself calls such a query malformed.
    await control.addFault({ service: 'logs', operation: 'DescribeLogGroups', kind: 'denied' });
    const { totals, partial } = await report(aws.source(logGroup, 'auto'));
    await control.removeFaults();
    expect([totals.requests, partial]).toEqual([0, []]);
    expect(await control.requests({ operation: 'StartQuery' })).toMatchObject([
      { errorCode: 'MalformedQueryException' },
    ]);
  });
});

test('A log group that does not exist is an error, not an empty report', async () => {
  for (const engine of ['auto', 'filter'] as const) {
    await expect(report(aws.source('/aws/bedrock/none', engine))).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining('/aws/bedrock/none does not exist in account 111122223333'),
    });
  }
  await expect(
    aws.source('/aws/bedrock/none', 'auto').plan?.({ query: await resolveQuery(may, { now }) }),
  ).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
});

describe('A plan', () => {
  test('shows the query, its range and the most that it can scan, and starts nothing', async () => {
    const logGroup = await aws.put(callsOfMay({}));
    await aws.calls();
    const query = await resolveQuery(may, { now });
    const [planned, ...others] = (await aws.source(logGroup, 'auto').plan?.({ query })) ?? [];
    expect(others).toEqual([]);
    expect(planned).toMatchObject({
      source: `111122223333 us-east-1 ${logGroup}`,
      query: expect.stringContaining('stats count(*) as requests'),
      startMs: Date.parse('2026-05-01'),
      endMs: Date.parse('2026-06-01'),
      costUsd: null,
    });
    expect(planned?.scannedBytes).toBeGreaterThan(0);
    expect(await aws.calls()).toEqual({ DescribeLogGroups: 1 });
    await report(aws.source(logGroup, 'auto'));
    expect(await aws.emulator.control.requests({ operation: 'StartQuery' })).toMatchObject([
      { input: { queryString: planned?.query } },
    ]);
  });

  test('of fetching costs nothing', async () => {
    const logGroup = await aws.put(callsOfMay({}));
    const query = { ...(await resolveQuery(may, { now })), deduplicate: true };
    expect(await aws.source(logGroup, 'auto').plan?.({ query })).toMatchObject([
      { query: expect.stringContaining('FilterLogEvents'), scannedBytes: 0, costUsd: '0' },
    ]);
  });
});

test('Calls are fetched one by one where they are deduplicated', async () => {
  const [call] = callsOfMay({});
  const logGroup = await aws.put([call!, call!]);
  await aws.calls();
  const { totals } = await report(aws.source(logGroup, 'auto'), { ...may, deduplicate: true });
  expect(totals.requests).toBe(1);
  expect(await aws.calls()).not.toHaveProperty('StartQuery');
});

describe('A query that AWS refuses', () => {
  const refused = { service: 'logs', operation: 'StartQuery', kind: 'query-malformed' } as const;

  test('costs auto nothing but time: the records are fetched', async () => {
    const logGroup = await aws.put(callsOfMay({}, {}, {}));
    const expected = figures(await report(aws.source(logGroup, 'filter')));
    await aws.emulator.control.addFault(refused);
    await aws.calls();
    const auto = await report(aws.source(logGroup, 'auto'));
    await aws.emulator.control.removeFaults();
    const { StartQuery, FilterLogEvents } = await aws.calls();
    expect(figures(auto)).toEqual(expected);
    expect(StartQuery).toBe(1);
    expect(FilterLogEvents).toBeGreaterThan(0);
  });

  test('is an error where nothing else may be asked', async () => {
    const logGroup = await aws.put(callsOfMay({}));
    await aws.emulator.control.addFault(refused);
    const refusal = report(aws.source(logGroup, 'insights'));
    await expect(refusal).rejects.toMatchObject({ code: 'QUERY_FAILED' });
    await aws.emulator.control.removeFaults();
  });
});
