import type { Fault } from '@bedrock-spend/aws-emulator';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import {
  callAt,
  dayMs,
  place,
  startEmulatedLogs,
  type EmulatedLogs,
} from './emulated-logs.testing.ts';

let logs: EmulatedLogs;
/** 150 calls on 15 pages. */
let group: string;
const count = 150;
const allIds = Array.from({ length: count }, (_, index) => `r${index}`).sort();

beforeAll(async () => {
  logs = await startEmulatedLogs();
  vi.stubEnv('AWS_ENDPOINT_URL', logs.emulator.url);
});

// A group for each test, so that its requests are its own. Ten calls fill a page, and four share a time.
async function fillPages(): Promise<string> {
  return logs.putGroup(
    Array.from({ length: count }, (_, index) =>
      callAt(dayMs + Math.floor(index / 4) * 60_000, {
        requestId: `r${index}`,
        bodyBytes: 100_000,
      }),
    ),
  );
}

afterEach(async () => {
  await logs.emulator.control.removeFaults();
  await logs.emulator.control.setClock({ offsetMs: 0 });
  await logs.emulator.control.setQuotas(false);
  await logs.setPageMs(0);
});

afterAll(() => logs.stop());

async function addFault(fault: Omit<Fault, 'service' | 'operation'>): Promise<void> {
  await logs.emulator.control.addFault({ service: 'logs', operation: 'FilterLogEvents', ...fault });
}

const faultsOf = async (group: string) =>
  (await logs.requests(group)).flatMap(({ fault }) => fault ?? []);

test.each([
  ['throttled', { kind: 'throttle', everyNth: 3 }],
  ['answered with half a page', { kind: 'reset', everyNth: 3 }],
  ['answered with an error of AWS’s own', { kind: 'internal', everyNth: 3 }],
  ['refused for a while', { kind: 'unavailable', times: 4 }],
  ['slow', { kind: 'slow', everyNth: 3, delayMs: 150 }],
] as const)('Nothing is lost or doubled when calls are %s', async (_, fault) => {
  group = await fillPages();
  await logs.setPageMs(20);
  await addFault(fault);
  const { requestIds } = await logs.read(group);
  expect(requestIds.sort()).toEqual(allIds);
  const fired = await faultsOf(group);
  expect(fired.length).toBeGreaterThanOrEqual(3);
  expect(new Set(fired)).toEqual(new Set([fault.kind]));
});

test('A token that has grown old is given up, and reading goes on from the last event', async () => {
  group = await fillPages();
  let days = 0;
  const { requestIds } = await logs.read(group, {
    callsPerSecond: 10,
    onBatch: () => logs.emulator.control.setClock({ offsetMs: ++days * 86_400_000 }),
  });
  expect(requestIds.sort()).toEqual(allIds);
  const refused = (await logs.requests(group)).filter(
    ({ errorCode }) => errorCode === 'InvalidParameterException',
  );
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every(({ input }) => input['nextToken'] !== undefined)).toBe(true);
});

test('Tokens that are never taken end with an error, not with the same page for ever', async () => {
  const sameTime = Array.from({ length: 30 }, (_, index) =>
    callAt(dayMs, { requestId: `r${index}`, bodyBytes: 100_000 }),
  );
  group = await logs.putGroup(sameTime);
  // The call that is under way when a page is handed on is still under way when the clock has moved.
  await addFault({ kind: 'slow', delayMs: 300 });
  let days = 0;
  const reading = logs.read(group, {
    callsPerSecond: 3,
    onBatch: () => logs.emulator.control.setClock({ offsetMs: ++days * 86_400_000 }),
  });
  await expect(reading).rejects.toMatchObject({
    code: 'QUERY_FAILED',
    message: `AWS refused logs:FilterLogEvents in account ${place.accountId}, us-east-1: InvalidParameterException: The specified nextToken is invalid.`,
  });
});

test.each([
  [
    'expired',
    'NO_CREDENTIALS',
    'The AWS credentials have expired: log in again with `aws sso login`, or renew the keys in the environment.',
  ],
  [
    'denied',
    'ACCESS_DENIED',
    expect.stringMatching(
      /^arn:aws:iam::111122223333:user\/\S+ may not call logs:FilterLogEvents on arn:aws:logs:us-east-1:111122223333:\S+(?<!log-stream:); add \{"Effect":"Allow","Action":"logs:FilterLogEvents","Resource":"arn:aws:logs:us-east-1:111122223333:log-group:\/test\/\d+:\*"\} to its policy\.$/,
    ),
  ],
] as const)(
  'Credentials that are %s end it at once, in the middle too',
  async (kind, code, message) => {
    group = await fillPages();
    let pages = 0;
    const reading = logs.read(group, {
      callsPerSecond: 10,
      onBatch: async () => {
        if (++pages === 3) await addFault({ kind });
      },
    });
    await expect(reading).rejects.toMatchObject({ code, message });
    // A second call may have been under way.
    expect([[kind], [kind, kind]]).toContainEqual(await faultsOf(group));
  },
);

test('A log group that does not exist is an error, not an empty one', async () => {
  await expect(logs.read('/test/missing')).rejects.toMatchObject({
    code: 'SOURCE_NOT_FOUND',
    message:
      'The log group /test/missing does not exist in account 111122223333, us-east-1: check its name and the region, and with `bedrock-spend doctor` whether logging is on.',
  });
});

test('Cancelled in the middle of slow pages, it ends at once and asks nothing more', async () => {
  group = await fillPages();
  const cancelled = new AbortController();
  const reading = logs.read(group, {
    callsPerSecond: 50,
    signal: cancelled.signal,
    onBatch: async () => {
      await addFault({ kind: 'slow', delayMs: 20_000 });
      setTimeout(() => {
        cancelled.abort();
      }, 100);
    },
  });
  await expect(reading).rejects.toMatchObject({ code: 'CANCELLED' });
  const requests = await logs.requests(group);
  await logs.emulator.control.removeFaults();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await logs.requests(group)).toHaveLength(requests.length);
  const hungUp = (await logs.requests(group)).filter(({ status }) => status === null);
  expect(hungUp.length).toBeGreaterThan(0);
});

test('A consumer that has enough ends it, and nothing more is asked', async () => {
  group = await fillPages();
  await logs.setPageMs(50);
  const enough = new Error('enough');
  const reading = logs.read(group, {
    onBatch: () => {
      throw enough;
    },
  });
  await expect(reading).rejects.toBe(enough);
  const requests = await logs.requests(group);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await logs.requests(group)).toHaveLength(requests.length);
});

test('Nothing is fetched ahead of a consumer that takes its time, but a page for each reader', async () => {
  group = await fillPages();
  await logs.setPageMs(50);
  const requestsAfter: number[] = [];
  await logs.read(group, {
    callsPerSecond: 100,
    onBatch: async () => {
      await new Promise((resolve) => setTimeout(resolve, 40));
      requestsAfter.push((await logs.requests(group)).length);
    },
  });
  const ahead = requestsAfter.map((requests, index) => requests - (index + 1));
  expect(Math.max(...ahead)).toBeLessThanOrEqual(16);
});

// Time passes here for real, and a machine may stop for a while.
test('Five calls a second and no more are made, so AWS throttles none', { retry: 2 }, async () => {
  group = await logs.putGroup(
    Array.from({ length: 400 }, (_, index) =>
      callAt(dayMs + index * 60_000, { requestId: `r${index}`, bodyBytes: 100_000 }),
    ),
  );
  await logs.setPageMs(300);
  await logs.emulator.control.setQuotas(true);
  const { requestIds } = await logs.read(group, { callsPerSecond: 5 });
  expect(requestIds).toHaveLength(400);
  const requests = await logs.requests(group);
  expect(requests.filter(({ errorCode }) => errorCode !== null)).toEqual([]);
  const starts = requests.map(({ startedAt }) => startedAt).sort((one, other) => one - other);
  const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1000;
  expect(starts.length / seconds).toBeGreaterThanOrEqual(0.95 * 5);
  // What starts a second apart may arrive a little closer.
  const windows = starts.map(
    (first) => starts.filter((start) => start >= first && start < first + 950).length,
  );
  expect(Math.max(...windows)).toBeLessThanOrEqual(5);
});
