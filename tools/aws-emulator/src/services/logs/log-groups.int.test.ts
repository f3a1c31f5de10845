import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, refusal, REGION, testEmulator } from '../../test-emulator.testing.ts';
import type { TestEmulator } from '../../test-emulator.testing.ts';
import { jsonCall } from '../../wire/signed-fetch.testing.ts';

const DAY_MS = 86_400_000;
const NAME = '/team/app';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await testEmulator({ accounts: [{ accountId: ACCOUNT }] });
  await emulator.logs.send(new CreateLogGroupCommand({ logGroupName: NAME }));
  await emulator.logs.send(
    new CreateLogStreamCommand({ logGroupName: NAME, logStreamName: 'first' }),
  );
});

afterAll(() => emulator.stop());

function put(logEvents: InputLogEvent[], logStreamName = 'first') {
  return emulator.logs.send(
    new PutLogEventsCommand({ logGroupName: NAME, logStreamName, logEvents }),
  );
}

describe('Log groups', () => {
  test('are described by name, a page at a time', async () => {
    for (const index of Array.from({ length: 55 }).keys()) {
      const logGroupName = `/page/${String(index).padStart(2, '0')}`;
      await emulator.logs.send(new CreateLogGroupCommand({ logGroupName }));
    }
    const first = await emulator.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/page/' }),
    );
    const second = await emulator.logs.send(
      new DescribeLogGroupsCommand({
        logGroupNamePrefix: '/page/',
        nextToken: first.nextToken,
      }),
    );
    const names = [first, second].map(({ logGroups = [] }) =>
      logGroups.map(({ logGroupName }) => logGroupName),
    );
    expect(names.map(({ length }) => length)).toEqual([50, 5]);
    expect(names.flat()).toEqual(
      Array.from({ length: 55 }, (_, index) => `/page/${String(index).padStart(2, '0')}`),
    );
    expect(second.nextToken).toBeUndefined();
  });

  test('are described with their ARN in both forms, their class and their bytes', async () => {
    await put([{ timestamp: Date.now(), message: 'hällo' }]);
    const { logGroups } = await emulator.logs.send(
      new DescribeLogGroupsCommand({ logGroupIdentifiers: [NAME] }),
    );
    const arn = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${NAME}`;
    expect(logGroups).toEqual([
      {
        logGroupName: NAME,
        creationTime: expect.closeTo(Date.now(), -5),
        arn: `${arn}:*`,
        logGroupArn: arn,
        logGroupClass: 'STANDARD',
        metricFilterCount: 0,
        storedBytes: 6,
      },
    ]);
  });

  test('that a pattern finds are described with name, ARN and time only', async () => {
    const { logGroups } = await emulator.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePattern: 'team' }),
    );
    expect(Object.keys(logGroups?.[0] ?? {}).sort()).toEqual([
      'arn',
      'creationTime',
      'logGroupName',
    ]);
  });

  test('are found by their class', async () => {
    const logGroupClass = 'INFREQUENT_ACCESS';
    await emulator.logs.send(new CreateLogGroupCommand({ logGroupName: '/rare', logGroupClass }));
    const { logGroups } = await emulator.logs.send(new DescribeLogGroupsCommand({ logGroupClass }));
    expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual(['/rare']);
  });

  test.each([
    [{ logGroupName: NAME }, 'ResourceAlreadyExistsException', 'already exists'],
    [{ logGroupName: 'aws/mine' }, 'InvalidParameterException', 'reserved'],
    [{ logGroupName: 'x'.repeat(513) }, 'InvalidParameterException', 'less than or equal to 512'],
    [{ logGroupName: 'a:b' }, 'InvalidParameterException', 'regular expression pattern'],
    [{ logGroupName: 'k', kmsKeyId: 'key' }, 'InvalidParameterException', 'KMS Key Id'],
  ])('are not created from %o', async (input, name, message) => {
    expect(await refusal(emulator.logs.send(new CreateLogGroupCommand(input)))).toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  test.each([
    [{ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }, 'mutually exclusive'],
    [{ logGroupIdentifiers: [NAME], logGroupNamePrefix: 'a' }, 'cannot be combined'],
    [{ limit: 51 }, 'less than or equal to 50'],
    [{ limit: 0 }, 'greater than or equal to 1'],
    [{ nextToken: 'garbage' }, 'nextToken is invalid'],
  ])('are not described by %o', async (input, message) => {
    expect(await refusal(emulator.logs.send(new DescribeLogGroupsCommand(input)))).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
  });
});

describe('Log streams', () => {
  test('are described with the times of their events, newest first when asked for', async () => {
    const now = Date.now();
    for (const [index, logStreamName] of ['old', 'new', 'empty'].entries()) {
      await emulator.logs.send(new CreateLogStreamCommand({ logGroupName: NAME, logStreamName }));
      if (logStreamName === 'empty') continue;
      await put([{ timestamp: now + 60_000 * (index + 1), message: 'x' }], logStreamName);
    }
    const { logStreams } = await emulator.logs.send(
      new DescribeLogStreamsCommand({
        logGroupName: NAME,
        orderBy: 'LastEventTime',
        descending: true,
      }),
    );
    expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([
      'new',
      'old',
      'first',
      'empty',
    ]);
    expect(logStreams?.[0]).toMatchObject({
      firstEventTimestamp: now + 120_000,
      lastEventTimestamp: now + 120_000,
      lastIngestionTime: expect.closeTo(now, -5),
      storedBytes: 0,
    });
    expect(logStreams?.[3]?.lastEventTimestamp).toBeUndefined();
  });

  test.each([
    [{ logGroupName: '/nope', logStreamName: 'x' }, 'ResourceNotFoundException'],
    [{ logGroupName: NAME, logStreamName: 'first' }, 'ResourceAlreadyExistsException'],
    [{ logGroupName: NAME, logStreamName: 'a:b' }, 'InvalidParameterException'],
  ])('are not created from %o', async (input, name) => {
    expect(await refusal(emulator.logs.send(new CreateLogStreamCommand(input)))).toMatchObject({
      name,
    });
  });

  test('are not described by prefix and time together', async () => {
    const input = {
      logGroupName: NAME,
      logStreamNamePrefix: 'f',
      orderBy: 'LastEventTime',
    } as const;
    expect(await refusal(emulator.logs.send(new DescribeLogStreamsCommand(input)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});

describe('PutLogEvents', () => {
  test('takes what is new enough and says where the rest lies', async () => {
    const now = Date.now();
    const { rejectedLogEventsInfo } = await put([
      { timestamp: now - 15 * DAY_MS, message: 'too old' },
      { timestamp: now, message: 'good' },
      { timestamp: now + 3 * 3_600_000, message: 'too new' },
    ]);
    expect(rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 2,
    });
  });

  const now = Date.now();
  test.each<[string, InputLogEvent[], string]>([
    ['no events', [], 'greater than or equal to 1'],
    [
      '10,001 events',
      Array.from({ length: 10_001 }, () => ({ timestamp: now, message: 'x' })),
      'less than or equal to 10000',
    ],
    [
      'events out of order',
      [
        { timestamp: now, message: 'x' },
        { timestamp: now - 1, message: 'y' },
      ],
      'chronological order',
    ],
    [
      'events over more than a day',
      [
        { timestamp: now - DAY_MS - 1, message: 'x' },
        { timestamp: now, message: 'y' },
      ],
      '24 hours',
    ],
    [
      'a batch of more than 1 MB',
      [
        { timestamp: now, message: 'x'.repeat(600_000) },
        { timestamp: now, message: 'x'.repeat(600_000) },
      ],
      'Upload too large: 1200052 bytes exceeds limit of 1048576',
    ],
    [
      'an event of more than 1 MB',
      [{ timestamp: now, message: 'x'.repeat(1_048_577) }],
      'too large',
    ],
    ['an empty message', [{ timestamp: now, message: '' }], 'greater than or equal to 1'],
    [
      'an event without a time',
      [{ message: 'x' } as InputLogEvent],
      "'logEvents.1.member.timestamp'",
    ],
  ])('refuses %s', async (_, events, message) => {
    expect(await refusal(put(events))).toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    [['x'], 'logEvents.1.member can not be converted to a Structure'],
    [{ timestamp: 1 }, 'logEvents can not be converted to a List'],
    [
      [{ timestamp: 'now', message: 'x' }],
      'logEvents.1.member.timestamp can not be converted to a Long',
    ],
  ])('cannot read %o', async (logEvents, message) => {
    const answer = await jsonCall(emulator.url, {
      service: 'logs',
      credentials: emulator.credentials(ACCOUNT),
      target: 'Logs_20140328.PutLogEvents',
      input: { logGroupName: NAME, logStreamName: 'first', logEvents },
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ __type: 'SerializationException', message });
  });

  test('refuses a stream that does not exist', async () => {
    expect(await refusal(put([{ timestamp: now, message: 'x' }], 'nope'))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'The specified log stream does not exist.',
    });
  });

  test('leaves only the number of its events in the request log', async () => {
    await emulator.control.clearRequests();
    await put([{ timestamp: Date.now(), message: 'a secret' }]);
    const requests = await emulator.control.requests();
    expect(requests).toMatchObject([{ operation: 'PutLogEvents', input: { logEvents: 1 } }]);
    expect(JSON.stringify(requests)).not.toContain('secret');
  });
});
