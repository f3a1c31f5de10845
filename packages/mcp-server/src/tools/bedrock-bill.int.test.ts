import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import {
  publishedExample,
  type CostRecord,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';
import type { Bill } from '@bedrock-spend/core/billing';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import {
  clientOfAws,
  deny,
  emulatedAws,
  mendAfterTest,
  operationsAsked,
  publishedAccount,
  textOf,
} from '../aws-server.testing.ts';

// Of a month whose bill is closed.
const week = { since: dayOfPast(10), until: dayOfPast(14) };
const [billed, unbilled] = [dayOfPast(11), dayOfPast(13)];
const [inputUsd, outputUsd, bothUsd] = ['0.8', '0.64', '1.44'];

// Nova Pro at $0.80 and $3.20 per million tokens, and a credit.
const costs: CostRecord[] = [
  ...bedrockCostRecords([
    novaPro('input', { tokens: 1_000_000, pricePerMillionUsd: '0.80' }),
    novaPro('output', { tokens: 200_000, pricePerMillionUsd: '3.20' }),
  ]),
  {
    day: billed,
    service: 'Amazon Bedrock',
    usageType: 'USE1-Credit',
    recordType: 'Credit',
    amountUsd: '-0.25',
    usageQuantity: '0',
    unit: 'N/A',
  },
];

let aws: SpawnedEmulator;

beforeAll(async () => {
  const { accounts } = publishedExample();
  aws = await emulatedAws({ accounts: accounts.map((account) => ({ ...account, costs })) });
  await aws.control.putEvents({
    accountId: publishedAccount,
    region: 'us-east-1',
    logGroup: '/aws/bedrock/modelinvocations',
    events: [callOf(billed), callOf(unbilled)],
  });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

describe('bedrock-bill', () => {
  it('says what AWS billed beside the estimate, and what asking cost', async () => {
    const client = await clientOfAws();

    const answer = await ask(client, week);

    expect(answer.isError).toBeUndefined();
    const bill = billOf(answer);
    expect(bill.services).toEqual([{ name: 'Amazon Bedrock', billedUsd: bothUsd }]);
    expect(bill.totals.adjustmentsUsd).toBe('-0.25');
    expect(bill.days).toMatchObject([
      { date: dayOfPast(10), billedUsd: '0', status: 'billed' },
      { date: billed, billedUsd: bothUsd, status: 'billed' },
      { date: dayOfPast(12) },
      { date: unbilled, billedUsd: '0', status: 'estimated-only' },
      { date: dayOfPast(14) },
    ]);
    expect(bill.estimate?.requests).toBe(2);
    const requests = await aws.control.requests({ service: 'ce' });
    expect(bill.queryCost.costUsd).toBe((requests.length / 100).toString());
    expect(requests.length).toBeGreaterThan(1);
    expect(textOf(answer)).toContain(billed);
    expect(textOf(answer)).toContain('Amazon Bedrock');
  });

  it('pays for days that do not change any more only once', async () => {
    const client = await clientOfAws();
    const first = billOf(await ask(client, week));
    await aws.control.clearRequests();

    const second = billOf(await ask(client, week));

    expect(second.days).toEqual(first.days);
    expect(second.queryCost.costUsd).toBe('0');
    expect(await aws.control.requests({ service: 'ce' })).toEqual([]);
  });

  it('reads no log where no estimate is asked for', async () => {
    const client = await clientOfAws();

    const bill = billOf(await ask(client, { ...week, estimate: false }));

    expect(bill.estimate).toBeNull();
    expect(bill.totals.final.billedUsd).toBe(bothUsd);
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  });

  it('is of the account whose logs are read, else of every linked account, and says so', async () => {
    const linked = { ...costs[0]!, linkedAccount: '999988887777' };
    onTestFinished(() => aws.control.setCosts({ accountId: publishedAccount, costs }));
    await aws.control.setCosts({ accountId: publishedAccount, costs: [...costs, linked] });
    const client = await clientOfAws();

    const beside = billOf(await ask(client, week));
    const alone = await ask(client, { ...week, estimate: false });

    expect(beside).toMatchObject({
      accounts: [publishedAccount],
      totals: { final: { billedUsd: bothUsd } },
    });
    expect(billOf(alone)).toMatchObject({ accounts: [], totals: { final: { billedUsd: '2.24' } } });
    expect(textOf(alone)).toContain('the bill is of every account that the credentials may see');
  });

  it('shows the largest lines, and says how many it leaves out', async () => {
    const client = await clientOfAws();

    const { lines, moreLines } = billOf(await ask(client, { ...week, estimate: false, top: 1 }));

    expect(lines).toHaveLength(1);
    expect(lines[0]?.billedUsd).toBe(inputUsd);
    expect(moreLines).toBe(1);
    const whole = billOf(await ask(client, { ...week, estimate: false }));
    expect(whole.lines.map(({ billedUsd }) => billedUsd)).toEqual([inputUsd, outputUsd]);
    expect(whole.moreLines).toBe(0);
  });

  it('says in its description that it costs money, and fits the schema that it lists', async () => {
    const client = await clientOfAws();
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'bedrock-bill')!;

    const { structuredContent } = await ask(client, { ...week, estimate: false });

    expect(tool.description).toContain('$0.01');
    expect(tool.annotations).toMatchObject({ idempotentHint: false, openWorldHint: true });
    expect(new Ajv2020({ strict: false }).validate(tool.outputSchema!, structuredContent)).toBe(
      true,
    );
  });

  it('answers the bill, which is paid for, where the logs cannot be read', async () => {
    mendAfterTest(aws);
    await deny(aws, ['logs:*']);
    const client = await clientOfAws();

    const answer = await ask(client, week);

    expect(answer.isError).toBeUndefined();
    expect(billOf(answer)).toMatchObject({
      estimate: null,
      totals: { final: { billedUsd: bothUsd } },
      estimateProblem: expect.stringContaining('logs:') as string,
    });
    expect(textOf(answer)).toContain('Partial     there is no estimate beside the bill: ');
    const services = await aws.control.requests({ operation: 'GetDimensionValues' });
    expect(services).toHaveLength(1);
    const csv = textOf(await ask(client, { ...week, format: 'csv' }));
    expect(csv).toContain('Note: there is no estimate beside the bill: ');
  });

  it('says what to allow when the bill is denied, before it reads logs', async () => {
    mendAfterTest(aws);
    await deny(aws, ['ce:*']);
    const client = await clientOfAws();

    const answer = await ask(client, week);

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('ce:GetDimensionValues');
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });

  it.each([
    [{ since: '2020-01-01', until: '2020-01-07' }, /keeps days for 14 months/],
    [{ where: 'model=x' }, /Unknown argument "where"/],
    [{ time_zone: 'Asia/Tokyo' }, /Unknown argument "time_zone"/],
    [{ estimate: 'maybe' }, /Argument "estimate" must be true or false/],
  ])('refuses %j with a sentence', async (wrong, sentence) => {
    const answer = await ask(await clientOfAws(), wrong);

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(sentence);
  });
});

function ask(client: Client, given: Record<string, unknown>) {
  return client.callTool({ name: 'bedrock-bill', arguments: given });
}

function billOf(answer: Awaited<ReturnType<Client['callTool']>>): Bill & { moreLines: number } {
  return answer.structuredContent as Bill & { moreLines: number };
}

/** A day of the month before the last. */
function dayOfPast(day: number): string {
  const now = new Date();
  const past = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, day);
  return new Date(past).toISOString().slice(0, 10);
}

function novaPro(
  tokenKind: 'input' | 'output',
  price: { tokens: number; pricePerMillionUsd: string },
) {
  const billedBy = 'amazon-bedrock' as const;
  const scope = 'in-region' as const;
  return {
    day: billed,
    region: 'us-east-1',
    model: 'NovaPro',
    tokenKind,
    scope,
    billedBy,
    ...price,
  };
}

/** A genuine call, on another day. */
function callOf(day: string): { timestamp: number; message: string } {
  const file = new URL('../../../core/fixtures/published-example.ndjson.gz', import.meta.url);
  const [line = ''] = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
  const record = { ...(JSON.parse(line) as object), timestamp: `${day}T12:00:00Z` };
  return { timestamp: Date.parse(record.timestamp), message: JSON.stringify(record) };
}
