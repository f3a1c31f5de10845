import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, GROUP, refusal, REGION, testEmulator } from '../../test-emulator.testing.ts';
import type { TestEmulator } from '../../test-emulator.testing.ts';

const START = Date.UTC(2026, 0, 5);
const SMALL = '/test/small';
const WIDE = '/test/wide';
const STREAMS = '/test/streams';
const EXPIRING = '/test/expiring';

let emulator: TestEmulator;

const numbered = (count: number, message: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => ({
    timestamp: START + index,
    message: message(index),
  }));

beforeAll(async () => {
  emulator = await testEmulator();
  const { control } = emulator;
  const place = { accountId: ACCOUNT, region: REGION };
  await control.putEvents({
    ...place,
    logGroup: SMALL,
    events: numbered(10_050, (index) => `event ${index}`),
  });
  await control.putEvents({
    ...place,
    logGroup: WIDE,
    // 3,000 events of 1,000 bytes: three pages' worth; one in 1,000 is asked for.
    events: numbered(3000, (index) =>
      `${index % 1000 === 999 ? 'RARE' : 'often'} `.padEnd(1000, 'é'),
    ),
  });
  for (const stream of ['web-1', 'web-2', 'job']) {
    await control.putEvents({
      ...place,
      logGroup: STREAMS,
      stream,
      events: numbered(2, () => stream),
    });
  }
  await control.createLogGroup({ ...place, logGroup: EXPIRING, retentionInDays: 1 });
  await control.putEvents({
    ...place,
    logGroup: EXPIRING,
    events: [
      { timestamp: Date.now() - 2 * 86_400_000, message: 'expired' },
      { timestamp: Date.now() - 1000, message: 'kept' },
    ],
  });
});

afterAll(() => emulator.stop());

function filter(input: FilterLogEventsCommandInput) {
  return emulator.logs.send(new FilterLogEventsCommand(input));
}

async function pages(input: FilterLogEventsCommandInput) {
  const found = [];
  let nextToken: string | undefined;
  do {
    const page = await filter({ ...input, ...(nextToken !== undefined && { nextToken }) });
    found.push(page);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return found;
}

describe('A page of FilterLogEvents', () => {
  test('holds no more than 10,000 events, and the next begins behind it', async () => {
    const [first, second, ...others] = await pages({ logGroupName: SMALL });
    expect(first?.events).toHaveLength(10_000);
    expect(second?.events?.map(({ message }) => message)).toEqual(
      Array.from({ length: 50 }, (_, index) => `event ${10_000 + index}`),
    );
    expect(others).toEqual([]);
  });

  test('holds no more than 1 MB of messages, counted in bytes', async () => {
    const found = await pages({ logGroupName: WIDE });
    for (const { events = [] } of found) {
      const bytes = events.reduce((sum, { message = '' }) => sum + Buffer.byteLength(message), 0);
      expect(bytes).toBeLessThanOrEqual(1_048_576);
    }
    expect(found.flatMap(({ events = [] }) => events)).toHaveLength(3000);
  });

  test('may be empty and still have a token', async () => {
    const found = await pages({ logGroupName: WIDE, filterPattern: 'RARE' });
    const counts = found.map(({ events = [] }) => events.length);
    expect(counts.length).toBeGreaterThan(4);
    expect(counts.slice(0, -1)).toContain(0);
    expect(found.flatMap(({ events = [] }) => events)).toHaveLength(3);
  });

  test('of exactly the size asked for has a token, though nothing follows', async () => {
    const [first, second, ...others] = await pages({
      logGroupName: STREAMS,
      logStreamNames: ['job'],
      limit: 2,
    });
    expect([first?.events?.length, second?.events?.length]).toEqual([2, 0]);
    expect(others).toEqual([]);
  });

  test('shows an event with its stream, times and an id of its own', async () => {
    const { events = [], searchedLogStreams } = await filter({
      logGroupName: STREAMS,
      logStreamNamePrefix: 'web-',
    });
    expect(events[0]).toEqual({
      logStreamName: 'web-1',
      timestamp: START,
      message: 'web-1',
      ingestionTime: START + 9000,
      eventId: expect.stringMatching(/^\d{56}$/u),
    });
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(4);
    expect(searchedLogStreams).toEqual([]);
  });
});

describe('The range of FilterLogEvents', () => {
  test('takes in both of its ends', async () => {
    const { events } = await filter({
      logGroupName: SMALL,
      startTime: START + 5,
      endTime: START + 7,
    });
    expect(events?.map(({ timestamp }) => timestamp)).toEqual([START + 5, START + 6, START + 7]);
  });

  test('is read newest first when the head is not where to start, on every page', async () => {
    const input = { logGroupName: SMALL, startTime: START, limit: 2 };
    const first = await filter({ ...input, startFromHead: false });
    const second = await filter({ ...input, nextToken: first.nextToken });
    const messages = [first, second].flatMap(({ events = [] }) =>
      events.map(({ message }) => message),
    );
    expect(messages).toEqual(['event 10049', 'event 10048', 'event 10047', 'event 10046']);
  });

  test('leaves out what the group no longer keeps', async () => {
    const { events } = await filter({ logGroupName: EXPIRING });
    expect(events?.map(({ message }) => message)).toEqual(['kept']);
  });

  test('sees the group by its ARN too', async () => {
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${SMALL}`;
    const { events } = await filter({ logGroupIdentifier: arn, limit: 1 });
    expect(events).toHaveLength(1);
  });
});

describe('A token of FilterLogEvents', () => {
  const asked = { logGroupName: SMALL, startTime: START, limit: 3 };

  test.each<[string, Partial<FilterLogEventsCommandInput>]>([
    ['start', { startTime: START + 1 }],
    ['end', { endTime: START + 100_000 }],
    ['pattern', { filterPattern: 'event' }],
    ['group', { logGroupName: STREAMS }],
    ['streams', { logStreamNamePrefix: 'aws' }],
  ])('is refused with another %s', async (_, change) => {
    const { nextToken } = await filter(asked);
    expect(await refusal(filter({ ...asked, ...change, nextToken }))).toMatchObject({
      name: 'InvalidParameterException',
      message: 'The specified nextToken is invalid.',
    });
  });

  test('serves another size of page', async () => {
    const { nextToken } = await filter(asked);
    const { events } = await filter({ ...asked, limit: 1, nextToken });
    expect(events?.map(({ message }) => message)).toEqual(['event 3']);
  });

  test.each(['garbage', '{"after":1}', 'A'.repeat(200)])(
    'is refused when it is %s',
    async (nextToken) => {
      expect(await refusal(filter({ ...asked, nextToken }))).toMatchObject({
        name: 'InvalidParameterException',
      });
    },
  );

  test('lives for 24 hours', async () => {
    const { nextToken } = await filter(asked);
    await emulator.control.setClock({ offsetMs: 24 * 3_600_000 - 60_000 });
    await expect(filter({ ...asked, nextToken })).resolves.toBeDefined();
    await emulator.control.setClock({ offsetMs: 24 * 3_600_000 + 60_000 });
    expect(await refusal(filter({ ...asked, nextToken }))).toMatchObject({
      name: 'InvalidParameterException',
    });
    await emulator.control.setClock({ offsetMs: 0 });
  });
});

test.each<[string, FilterLogEventsCommandInput, { name: string; message: string }]>([
  [
    'a group that does not exist',
    { logGroupName: '/aws/nope' },
    { name: 'ResourceNotFoundException', message: 'The specified log group does not exist.' },
  ],
  [
    'a stream that does not exist',
    { logGroupName: STREAMS, logStreamNames: ['job', 'nope'] },
    { name: 'ResourceNotFoundException', message: 'The specified log stream does not exist.' },
  ],
  [
    'no group at all',
    {},
    {
      name: 'InvalidParameterException',
      message: 'Exactly one of logGroupName and logGroupIdentifier must be specified.',
    },
  ],
  [
    'both names of a group',
    { logGroupName: GROUP, logGroupIdentifier: GROUP },
    {
      name: 'InvalidParameterException',
      message: 'Exactly one of logGroupName and logGroupIdentifier must be specified.',
    },
  ],
  [
    'a group of another account',
    { logGroupIdentifier: `arn:aws:logs:${REGION}:999988887777:log-group:${GROUP}` },
    { name: 'InvalidParameterException', message: expect.stringContaining('not accessible') },
  ],
  [
    'names and a prefix of streams',
    { logGroupName: STREAMS, logStreamNames: ['job'], logStreamNamePrefix: 'j' },
    { name: 'InvalidParameterException', message: expect.stringContaining('mutually exclusive') },
  ],
  [
    'a start behind the end',
    { logGroupName: SMALL, startTime: 2, endTime: 1 },
    { name: 'InvalidParameterException', message: expect.stringContaining('start time') },
  ],
  [
    'newest first from before 2024',
    { logGroupName: SMALL, startTime: Date.UTC(2023, 11, 31), startFromHead: false },
    { name: 'InvalidParameterException', message: expect.stringContaining('Jan 1, 2024') },
  ],
  [
    'newest first without a start',
    { logGroupName: SMALL, startFromHead: false },
    { name: 'InvalidParameterException', message: expect.stringContaining('Jan 1, 2024') },
  ],
  [
    'a pattern that is none',
    { logGroupName: SMALL, filterPattern: '{ $.a = ' },
    {
      name: 'InvalidParameterException',
      message: expect.stringContaining('Invalid filter pattern'),
    },
  ],
  [
    'a page of 10,001 events',
    { logGroupName: SMALL, limit: 10_001 },
    {
      name: 'InvalidParameterException',
      message:
        "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    },
  ],
  [
    'a name with a blank and a pattern that is too long',
    { logGroupName: 'a b', filterPattern: 'x'.repeat(1025) },
    { name: 'InvalidParameterException', message: expect.stringMatching(/^2 validation errors/u) },
  ],
])('FilterLogEvents refuses %s', async (_, input, expected) => {
  expect(await refusal(filter(input))).toMatchObject(expected);
});
