import { publishedExample, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { clientOfAws, emulatedAws, operationsAsked, textOf } from '../../aws-server.testing.ts';
import { createLogger } from '../../logger.ts';
import { memorySessionStore } from '../../sessions/memory-session-store.ts';
import type { SessionStore } from '../../sessions/session-store.ts';
import type { CallLimits } from './call-limits.ts';

const asked = { region: 'us-east-1', days: 17, until: '2025-04-22' };
const billed = { days: 5, until: dayOfPast(40), estimate: false };

let aws: SpawnedEmulator;

beforeAll(async () => {
  const { accounts } = publishedExample();
  aws = await emulatedAws({
    accounts: accounts.map((account) => ({ ...account, costs: costs() })),
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

describe('a budget of bytes scanned', () => {
  it('is told beside what a query cost', async () => {
    const client = await clientWithin({ scannedBytesPerDay: 2 ** 30 });

    const answer = await report(client);

    expect(answer.structuredContent).toMatchObject({
      totals: { requests: 13_060 },
      queryCost: {
        basis: expect.stringMatching(
          /; budget of today \(UTC\): .+ of 1\.0 GiB scanned$/,
        ) as string,
      },
    });
    expect(textOf(answer)).toMatch(
      /The budget of today \(UTC\): [1-9]\S* MiB of 1\.0 GiB scanned\.$/,
    );
  });

  it('that is used up refuses what costs money, and answers from what is kept', async () => {
    const client = await clientWithin({ scannedBytesPerDay: 1 });
    const first = await report(client);
    await aws.control.clearRequests();

    const other = await report(client, { until: '2025-04-25', group_by: 'operation' });
    const again = await report(client);

    expect(first.structuredContent).toMatchObject({ totals: { requests: 13_060 } });
    expect(other.isError).toBe(true);
    expect(textOf(other)).toMatch(
      /^The server's budget of .+ a day is used up; it starts anew at 00:00 UTC\. Days that were read before/,
    );
    expect(again.structuredContent).toMatchObject({ totals: { requests: 13_060 } });
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });

  it('does not keep from reading without a query', async () => {
    const client = await clientWithin({ scannedBytesPerDay: 0 }, { words: ['--engine', 'filter'] });

    expect((await report(client)).structuredContent).toMatchObject({
      totals: { requests: 13_060 },
    });
  });

  it('refuses what would surely go over it, before it is asked', async () => {
    const client = await clientWithin({ scannedBytesPerDay: 1000 });

    const answer = await report(client, { days: 3000, until: dayOfPast(-1) });

    expect(textOf(answer)).toMatch(/^This would scan more than is left of the server's budget/);
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });

  it('is one for all servers that share a store', async () => {
    const store = memorySessionStore({ isShared: true });
    const [one, other] = [
      await clientWithin({ scannedBytesPerDay: 1 }, { store }),
      await clientWithin({ scannedBytesPerDay: 1 }, { store }),
    ];

    const answers = [await report(one), await report(other)];

    expect(answers.map(({ isError }) => isError)).toEqual([undefined, true]);
  });

  it('starts anew with the day', async () => {
    let today = dayOfPast(0);
    const now = () => new Date(`${today}T23:59:59Z`);
    const client = await clientWithin({ scannedBytesPerDay: 1 }, { now });
    await report(client);
    const refused = await report(client, { group_by: 'operation' });
    today = dayOfPast(-1);

    const answer = await report(client, { group_by: 'operation' });

    expect(refused.isError).toBe(true);
    expect(answer.isError).toBeUndefined();
  });

  it('warns in the log of the server when most of it is used, once', async () => {
    const lines: string[] = [];
    const client = await clientWithin({ scannedBytesPerDay: 1 }, { lines });

    await report(client);
    await report(client, { group_by: 'operation' });

    const warnings = lines.filter((line) => line.includes('most of a budget of today is used'));
    expect(warnings).toHaveLength(1);
    expect(JSON.parse(warnings[0] ?? '')).toMatchObject({
      level: 'warn',
      budget: 'scanned bytes',
      limit: 1,
    });
  });

  it('that cannot be read keeps from spending', async () => {
    const store: SessionStore = {
      ...memorySessionStore(),
      count: () => Promise.reject(new Error('secret of the store')),
    };
    const client = await clientWithin({ scannedBytesPerDay: 1 }, { store });

    const answer = await report(client);

    expect(textOf(answer)).toMatch(/^How much was spent today cannot be read just now/);
    expect(textOf(answer)).not.toContain('secret');
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });
});

describe('a budget of paid requests', () => {
  it('is taken from before each request, and days that are kept need none of it', async () => {
    const client = await clientWithin({ paidRequestsPerDay: 3 });

    const first = await bill(client);
    const again = await bill(client);
    const other = await bill(client, { region: 'eu-west-1' });

    expect(textOf(first)).toContain('3 of 3 requests to Cost Explorer made');
    expect(again.isError).toBeUndefined();
    expect(textOf(other)).toMatch(
      /^The server's budget of 3 requests to Cost Explorer a day is used up/,
    );
    expect(await aws.control.requests({ service: 'ce' })).toHaveLength(3);
  });

  it('is not gone beyond by callers at the same time', async () => {
    const client = await clientWithin({ paidRequestsPerDay: 4 });

    await Promise.all(
      ['us-east-1', 'us-west-2', 'eu-west-1'].map((region) => bill(client, { region })),
    );

    expect((await aws.control.requests({ service: 'ce' })).length).toBeLessThanOrEqual(4);
  });

  it('holds for the checks of the setup that cost money', async () => {
    const client = await clientWithin({ paidRequestsPerDay: 1 });

    const paid = await client.callTool({
      name: 'bedrock-setup',
      arguments: { region: 'us-east-1', paid_checks: true },
    });
    const free = await client.callTool({
      name: 'bedrock-setup',
      arguments: { region: 'us-east-1' },
    });

    expect(textOf(paid)).toMatch(/^The server's budget of today does not allow checks/);
    expect(free.isError).toBeUndefined();
    expect(await aws.control.requests({ service: 'ce' })).toEqual([]);
  });
});

interface Within {
  store?: SessionStore;
  now?: () => Date;
  words?: string[];
  lines?: string[];
}

function clientWithin(
  limits: CallLimits,
  { store = memorySessionStore(), now, words = [], lines = [] }: Within = {},
): Promise<Client> {
  const logger = createLogger({ destination: { write: (line) => lines.push(line) } });
  return clientOfAws(words, { limits, sessions: { store }, now, logger });
}

function report(client: Client, given: Record<string, unknown> = {}) {
  return client.callTool({ name: 'bedrock-report', arguments: { ...asked, ...given } });
}

function bill(client: Client, given: Record<string, unknown> = {}) {
  return client.callTool({ name: 'bedrock-bill', arguments: { ...billed, ...given } });
}

function costs() {
  return bedrockCostRecords([
    {
      day: dayOfPast(40),
      region: 'us-east-1',
      model: 'NovaPro',
      tokenKind: 'input',
      scope: 'in-region',
      billedBy: 'amazon-bedrock',
      tokens: 1_000_000,
      pricePerMillionUsd: '0.80',
    },
  ]);
}

function dayOfPast(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
