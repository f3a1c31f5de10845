import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EmulatorControl, Fault } from '../index.ts';
import { ACCOUNT, GROUP, REGION, testEmulator } from '../test-emulator.testing.ts';
import type { TestEmulator } from '../test-emulator.testing.ts';

const PLACE = { accountId: ACCOUNT, region: REGION };

let emulator: TestEmulator;
let control: EmulatorControl;

beforeAll(async () => {
  emulator = await testEmulator();
  control = emulator.control;
});

afterAll(() => emulator.stop());

describe('The control API', () => {
  test('puts events of any age into a group that it makes', async () => {
    const logGroup = '/made/at/once';
    await control.putEvents({
      ...PLACE,
      logGroup,
      stream: 'a',
      events: [{ timestamp: 1000, message: 'old', ingestionTime: 7000 }],
    });
    const { events } = await emulator.logs.send(
      new FilterLogEventsCommand({ logGroupName: logGroup }),
    );
    expect(events).toMatchObject([
      { logStreamName: 'a', timestamp: 1000, message: 'old', ingestionTime: 7000 },
    ]);
  });

  test('finds requests by service and operation, and forgets them', async () => {
    await control.clearRequests();
    await emulator.logs.send(new DescribeLogGroupsCommand({ limit: 1 }));
    await emulator.logs.send(new FilterLogEventsCommand({ logGroupName: GROUP }));
    expect(await control.requests()).toHaveLength(2);
    expect(await control.requests({ service: 'sts' })).toEqual([]);
    expect(await control.requests({ operation: 'DescribeLogGroups' })).toEqual([
      {
        service: 'logs',
        operation: 'DescribeLogGroups',
        ...PLACE,
        input: { limit: 1 },
        status: 200,
        errorCode: null,
        fault: null,
        startedAt: expect.any(Number),
        durationMs: expect.any(Number),
      },
    ]);
    await control.clearRequests();
    expect(await control.requests()).toEqual([]);
  });

  test('leaves a call that the client gave up without a status', async () => {
    await control.clearRequests();
    await control.addFault({ service: 'logs', kind: 'slow', delayMs: 60_000, times: 1 });
    const abort = new AbortController();
    const call = emulator.logs.send(new DescribeLogGroupsCommand({}), {
      abortSignal: abort.signal,
    });
    await expect.poll(() => control.requests()).toHaveLength(1);
    abort.abort();
    await expect(call).rejects.toThrow('aborted');
    await expect
      .poll(() => control.requests())
      .toMatchObject([{ status: null, errorCode: null, durationMs: expect.any(Number) }]);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    [
      'an account that is not there',
      () => control.createLogGroup({ ...PLACE, accountId: '999988887777', logGroup: 'x' }),
      'The emulator has no account 999988887777.',
    ],
    [
      'a region that AWS does not have',
      () => control.setLogging({ ...PLACE, region: 'us-est-1', logging: null }),
      'AWS has no region us-est-1.',
    ],
    [
      'a user that is not there',
      () => control.setDenied({ accountId: ACCOUNT, principal: 'nobody', actions: [] }),
      'no user or role named nobody',
    ],
    [
      'a kind of fault that it does not know',
      () => control.addFault({ service: 'logs', kind: 'flood' } as unknown as Fault),
      'kind',
    ],
    [
      'a misspelt member',
      () => control.setClock({ offsetMs: 0, ofset: 1 } as { offsetMs: number }),
      'ofset',
    ],
  ])('refuses %s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  test('names what it knows when it is asked for something else', async () => {
    const response = await fetch(`${emulator.url}/_emulator/explode`, { method: 'POST' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: expect.stringContaining('clearRequests'),
    });
  });
});
