import type { CostRecord } from '@bedrock-spend/aws-emulator';
import { beforeAll, beforeEach, expect, test } from 'vitest';

import { costExplorerReader, createBill, presentBill, type Bill } from './billing.ts';
import { memoryStore, type CacheStore } from './cache.ts';
import { cloudwatchSource, type CloudwatchSourceOptions } from './cloudwatch-source.ts';
import { defaultGroup, emulatedAws, ownAccount } from './emulated-aws.testing.ts';
import { fixtureText } from './fixtures.testing.ts';
import { memorySource, SpendError, type LogSource, type Query } from './index.ts';
import { anInvocation } from './model/invocation.testing.ts';

const [linked, other] = ['222233334444', '555566667777'] as const;
const dayMs = 86_400_000;
// The emulator, like AWS, goes by the clock.
const now = new Date();
// Of a month that is over, whatever today is.
const date = new Date(now.getTime() - 40 * dayMs).toISOString().slice(0, 10);
const finalDay: Query = { since: date, until: date };
const timestamp = `${date}T12:00:00Z`;

const aws = emulatedAws({ accounts: [{ accountId: ownAccount }] });
let cache: CacheStore;

beforeAll(async () => {
  const [line = ''] = fixtureText('log-records.ndjson').split('\n');
  const record = { ...(JSON.parse(line) as object), accountId: ownAccount, timestamp };
  await aws.log({ accountId: ownAccount, region: 'us-east-1', logGroup: defaultGroup }, [record]);
  const costs = [cost('4'), cost('1', linked), cost('2', other)];
  await aws.control.setCosts({ accountId: ownAccount, costs });
});

beforeEach(() => {
  cache = memoryStore();
});

function cost(amountUsd: string, linkedAccount = ownAccount): CostRecord {
  return {
    day: date,
    service: 'Amazon Bedrock',
    usageType: 'USE1-NovaLite-input-tokens',
    usageQuantity: '1',
    unit: '1K tokens',
    estimated: false,
    amountUsd,
    linkedAccount,
  };
}

function bill(
  source: LogSource | readonly LogSource[] | null,
  query: Query = finalDay,
): Promise<Bill> {
  const reader = costExplorerReader({ cache: cache.bill });
  return createBill(source, query, { reader, now });
}

function logs(options: CloudwatchSourceOptions = {}): LogSource {
  return cloudwatchSource({ regions: ['us-east-1'], now: () => now, ...options });
}

function callOf(accountId: string) {
  return anInvocation({ timestampMs: Date.parse(timestamp), accountId });
}

function billed({ totals }: Bill): string | null {
  return totals.final.billedUsd;
}

async function paidCalls(): Promise<number> {
  return (await aws.control.requests({ service: 'ce' })).length;
}

test('Without an estimate a bill is of all linked accounts, and says so', async () => {
  const made = await bill(null);
  expect(made).toMatchObject({ accounts: [], totals: { final: { billedUsd: '7' } } });
  expect(presentBill(made, { format: 'table', width: 200 })).toContain(
    'Coverage    the bill is of every account that the credentials may see, for a payer account all that are linked to it\n',
  );
});

test("Beside an estimate it is of the credentials' own account, whose logs are read", async () => {
  const made = await bill(logs());
  expect(made).toMatchObject({
    accounts: [ownAccount],
    estimate: { requests: 1 },
    totals: { final: { billedUsd: '4' } },
  });
  expect(presentBill(made, { format: 'table', width: 200 })).not.toContain('every account');
});

test('It is of the accounts of the source or of the query, where they are named', async () => {
  const ofSource = await bill(logs({ accounts: [linked] }));
  expect(ofSource).toMatchObject({
    accounts: [linked],
    estimate: null,
    estimateProblem: expect.stringContaining(linked) as string,
    totals: { final: { billedUsd: '1' } },
  });
  const query = { ...finalDay, accounts: [ownAccount] };
  const ofQuery = await bill(logs({ accounts: [linked] }), query);
  expect(ofQuery).toMatchObject({ accounts: [ownAccount], totals: { final: { billedUsd: '4' } } });
});

test('It is of the accounts whose calls are in the logs, where only those tell', async () => {
  const calls = [callOf(other), callOf(ownAccount)];
  expect(await bill(memorySource(calls))).toMatchObject({
    accounts: [ownAccount, other],
    totals: { final: { billedUsd: '6' } },
  });
  expect(await bill(memorySource(calls), { ...finalDay, accounts: [other] })).toMatchObject({
    accounts: [other],
    estimate: { requests: 1 },
    totals: { final: { billedUsd: '2' } },
  });
});

test('It is of all where the logs do not tell of every call, or hold none', async () => {
  const unknown = await bill(memorySource([callOf(ownAccount), callOf('')]));
  expect(unknown).toMatchObject({ accounts: [], totals: { final: { billedUsd: '7' } } });
  expect((await bill(memorySource([]))).accounts).toEqual([]);
});

test('Logs that have to be read to tell are read first, and where that fails nothing is paid', async () => {
  const missing: LogSource = {
    kind: 'memory',
    name: 'missing',
    // oxlint-disable-next-line require-yield -- it fails first
    async *read() {
      throw new SpendError('SOURCE_NOT_FOUND', 'There are no logs.');
    },
  };
  await expect(bill(missing)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
  await expect(bill([])).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  expect(await paidCalls()).toBe(0);
});

test('Days of all accounts are not kept as those of one, nor the other way round', async () => {
  expect([billed(await bill(null)), billed(await bill(logs()))]).toEqual(['7', '4']);
  const paid = await paidCalls();
  expect([billed(await bill(logs())), billed(await bill(null))]).toEqual(['4', '7']);
  expect(await paidCalls()).toBe(paid);
});
