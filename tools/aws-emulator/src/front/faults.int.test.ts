import {
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  BedrockClient,
  GetModelInvocationLoggingConfigurationCommand,
} from '@aws-sdk/client-bedrock';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FaultKind } from '../index.ts';
import { ACCOUNT, GROUP, refusal, REGION, testEmulator } from '../test-emulator.testing.ts';
import type { TestEmulator } from '../test-emulator.testing.ts';

const OTHER = '444455556666';

let emulator: TestEmulator;

beforeAll(async () => {
  emulator = await testEmulator({
    accounts: [
      {
        accountId: ACCOUNT,
        users: [{ name: 'ada' }, { name: 'grace', deny: ['logs:Start*', 'bedrock:*'] }],
        regions: { [REGION]: { logGroups: [{ name: GROUP }] } },
      },
      { accountId: OTHER },
    ],
  });
});

afterEach(async () => {
  await emulator.control.removeFaults();
  await emulator.control.clearRequests();
  await emulator.control.setQuotas(false);
  await emulator.control.setDenied({ accountId: ACCOUNT, principal: 'ada', actions: [] });
});

afterAll(() => emulator.stop());

const describeGroups = (client = emulator.logs) => client.send(new DescribeLogGroupsCommand({}));

const filter = (client = emulator.logs) =>
  client.send(new FilterLogEventsCommand({ logGroupName: GROUP }));

const firedFaults = async () =>
  (await emulator.control.requests()).map(({ fault, errorCode }) => [fault, errorCode]);

async function burst(calls: number): Promise<(string | null)[]> {
  await Promise.all(Array.from({ length: calls }, () => filter().catch(() => undefined)));
  return (await emulator.control.requests()).map(({ errorCode }) => errorCode);
}

describe('A fault', () => {
  test.each<[FaultKind, string, number]>([
    ['throttle', 'ThrottlingException', 400],
    ['internal', 'InternalFailure', 500],
    ['unavailable', 'ServiceUnavailableException', 503],
    ['expired', 'ExpiredTokenException', 400],
    ['denied', 'AccessDeniedException', 400],
  ])('%s answers with %s', async (kind, name, status) => {
    await emulator.control.addFault({ service: 'logs', kind });
    expect(await refusal(describeGroups())).toMatchObject({ name, status });
    expect(await firedFaults()).toEqual([[kind, name]]);
  });

  test.each<[FaultKind, string, number]>([
    ['throttle', 'Throttling', 400],
    ['expired', 'ExpiredToken', 403],
    ['denied', 'AccessDenied', 403],
  ])('%s answers with %s where the protocol is XML', async (kind, name, status) => {
    await emulator.control.addFault({ service: 'sts', kind });
    const client = new STSClient({
      endpoint: emulator.url,
      region: REGION,
      credentials: emulator.credentials(ACCOUNT),
      maxAttempts: 1,
    });
    expect(await refusal(client.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name,
      status,
    });
  });

  test('throttle is outlived by a client that tries again', async () => {
    await emulator.control.addFault({ service: 'logs', kind: 'throttle', times: 2 });
    await expect(describeGroups(emulator.client({ maxAttempts: 3 }))).resolves.toBeDefined();
    expect(await firedFaults()).toEqual([
      ['throttle', 'ThrottlingException'],
      ['throttle', 'ThrottlingException'],
      [null, null],
    ]);
  });

  test('slow answers as ever, but late', async () => {
    await emulator.control.addFault({ service: 'logs', kind: 'slow', delayMs: 200 });
    const beganMs = performance.now();
    await describeGroups();
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(200);
    expect(await firedFaults()).toEqual([['slow', null]]);
  });

  test('reset cuts the connection in the middle of the body', async () => {
    const events = [{ timestamp: Date.UTC(2026, 0, 1), message: 'x'.repeat(1000) }];
    await emulator.control.putEvents({
      accountId: ACCOUNT,
      region: REGION,
      logGroup: GROUP,
      events,
    });
    await emulator.control.addFault({ service: 'logs', kind: 'reset', times: 1 });
    const { status, error } = await refusal(filter());
    expect({ status, code: (error as { code?: string }).code }).toEqual({
      status: 200,
      code: 'ECONNRESET',
    });
    expect(await firedFaults()).toEqual([['reset', null]]);
    await expect(filter()).resolves.toMatchObject({ events: [{ message: events[0]?.message }] });
  });

  test('strikes every third call, and only as often as asked for', async () => {
    await emulator.control.addFault({ service: 'logs', kind: 'throttle', everyNth: 3, times: 2 });
    for (let call = 0; call < 10; call++) await describeGroups().catch(() => undefined);
    const struck = (await firedFaults()).map(([fault]) => fault !== null);
    expect(struck).toEqual([false, false, true, false, false, true, false, false, false, false]);
  });

  test('strikes only the operation, region and account that it names', async () => {
    const { control } = emulator;
    await control.addFault({ service: 'logs', operation: 'FilterLogEvents', kind: 'internal' });
    await control.addFault({ service: 'logs', region: 'us-west-2', kind: 'internal' });
    await control.addFault({ service: 'logs', accountId: OTHER, kind: 'internal' });
    await expect(describeGroups()).resolves.toBeDefined();
    await expect(filter()).rejects.toThrow('An internal error occurred.');
    await expect(describeGroups(emulator.client({ region: 'us-west-2' }))).rejects.toThrow(
      'An internal error occurred.',
    );
    await expect(describeGroups(emulator.client({ accountId: OTHER }))).rejects.toThrow(
      'An internal error occurred.',
    );
  });
});

describe('A permission that is missing', () => {
  test('is refused in the words of AWS, with user, action and group', async () => {
    const grace = emulator.client({ userName: 'grace' });
    const refused = grace.send(
      new StartQueryCommand({
        logGroupName: GROUP,
        startTime: 0,
        endTime: 1,
        queryString: 'limit 1',
      }),
    );
    expect(await refusal(refused)).toMatchObject({
      name: 'AccessDeniedException',
      message:
        `User: arn:aws:iam::${ACCOUNT}:user/grace is not authorized to perform: logs:StartQuery` +
        ` on resource: arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${GROUP}:log-stream:` +
        ' because no identity-based policy allows the logs:StartQuery action',
    });
    await expect(filter(grace)).resolves.toBeDefined();
  });

  test('is status 403 where the protocol is REST', async () => {
    const client = new BedrockClient({
      endpoint: emulator.url,
      region: REGION,
      credentials: emulator.credentials(ACCOUNT, 'grace'),
      maxAttempts: 1,
    });
    const refused = client.send(new GetModelInvocationLoggingConfigurationCommand({}));
    expect(await refusal(refused)).toMatchObject({ name: 'AccessDeniedException', status: 403 });
  });

  test('can be taken and given while the emulator runs', async () => {
    await emulator.control.setDenied({ accountId: ACCOUNT, principal: 'ada', actions: ['LOGS:*'] });
    expect(await refusal(filter())).toMatchObject({ name: 'AccessDeniedException' });
    await emulator.control.setDenied({ accountId: ACCOUNT, principal: 'ada', actions: [] });
    await expect(filter()).resolves.toBeDefined();
  });
});

describe('With quotas on', () => {
  test('FilterLogEvents takes five calls at once and refuses the sixth', async () => {
    await emulator.control.setQuotas(true);
    const codes = await burst(8);
    const throttled = codes.filter((code) => code === 'ThrottlingException');
    expect([codes.length, throttled.length]).toEqual([8, 3]);
  });

  test('other accounts and regions have quotas of their own', async () => {
    await emulator.control.setQuotas(true);
    await burst(8);
    const abroad = emulator.client({ region: 'us-west-2' });
    expect(await refusal(filter(abroad))).toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('are off unless asked for', async () => {
    expect(await burst(20)).toEqual(Array.from({ length: 20 }, () => null));
  });
});
