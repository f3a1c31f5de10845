import { fileURLToPath } from 'node:url';

import {
  createReport,
  memorySource,
  parseModelId,
  type Dimension,
  type Invocation,
  type SpendRow,
} from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import fc from 'fast-check';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import { anInvocation } from '../invocation.testing.ts';
import { testClient, testServer } from '../test-server.testing.ts';
import type { DailySpend } from './bedrock-daily-spend/answer-schema.ts';
import { splitDays } from './bedrock-daily-spend/split-days.ts';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../../core/fixtures/${name}`, import.meta.url));
const example = filesSource([fixture('published-example.ndjson.gz')]);
const asked = { days: 17, until: '2025-04-22' };

type Client = Awaited<ReturnType<typeof testClient>>;

async function spendOf(client: Client, args: Record<string, unknown>): Promise<DailySpend> {
  const { structuredContent } = await client.callTool({
    name: 'bedrock-daily-spend',
    arguments: args,
  });
  return structuredContent as DailySpend;
}

describe('bedrock-daily-spend', () => {
  it('splits the days of the published example by model, to the cent of its report', async () => {
    const client = await testClient(await testServer({ source: example }));
    const { totals, sections } = await createReport(example, asked);

    const answer = await spendOf(client, asked);

    expect(Number(answer.totals.costUsd).toFixed(4)).toBe('7.4786');
    expect(answer.totals.costUsd).toBe(totals.costUsd);
    expect(answer.days.map(({ day, costUsd }) => [day, costUsd])).toEqual(
      sections['byDay']!.map(({ key, costUsd }) => [key, costUsd]),
    );
    expect(answer.groups.map(({ key }) => key)).toEqual([
      'claude-3-5-sonnet-20241022-v2:0',
      'command-r-plus-v1:0',
      'llama3-3-70b-instruct-v1:0',
      'claude-3-5-haiku-20241022-v1:0',
      'nova-pro-v1:0',
      'nova-lite-v1:0',
      '… 3 more',
    ]);
    expect(answer.groups.at(-1)).toMatchObject({ rowCount: 3, requests: 93 });
    expectBalance(answer);
  });

  it('fits the output schema that it lists, and says that it is for apps', async () => {
    const client = await testClient(
      await testServer({ source: filesSource([fixture('log-records.ndjson')]) }),
    );
    const { tools } = await client.listTools();
    const tool = tools.find(({ name }) => name === 'bedrock-daily-spend')!;

    const answer = await spendOf(client, { since: '2020-01-01', until: '2030-01-01', top: 2 });

    const validate = new Ajv2020({ strict: false }).compile(tool.outputSchema!);
    expect(validate(answer)).toBe(true);
    expect(validate({ ...answer, totals: {} })).toBe(false);
    expect(tool._meta).toEqual({ ui: { visibility: ['app'] } });
    expectBalance(answer);
  });

  it('takes a group from the logs that is named like the rest for what it is', async () => {
    const calls = ['… 2 more', 'b', 'c', 'd'].map((team, place) => ({
      ...oneCall,
      inputTokens: 1_000_000 * (4 - place),
      requestMetadata: { team },
    }));
    const client = await testClient(await testServer({ source: memorySource(calls) }));

    const answer = await spendOf(client, {
      since: '2026-05-01',
      until: '2026-05-01',
      by: 'requestMetadata.team',
      top: 2,
    });

    expect(answer.groups.map(({ key, rowCount }) => [key, rowCount])).toEqual([
      ['… 2 more', undefined],
      ['b', undefined],
      ['… 2 more', 2],
    ]);
    expectBalance(answer);
  });

  it('names what has no price instead of counting it as 0', async () => {
    const source = filesSource([fixture('log-records.ndjson')]);
    const client = await testClient(await testServer({ source }));

    const { content, structuredContent } = await client.callTool({
      name: 'bedrock-daily-spend',
      arguments: { since: '2020-01-01', until: '2030-01-01', top: 20 },
    });

    expect((structuredContent as DailySpend).totals.costStatus).toBe('incomplete');
    expect(JSON.stringify(content)).toMatch(/=unpriced[,)]/);
  });

  it.each([
    [{ by: 'day' }, 'Days cannot be split by day: name another dimension, such as model.'],
    [{ by: 'nonsense' }, 'nonsense'],
    [{ top: 21 }, 'Argument "top" must be a whole number from 1 to 20'],
    [{ group_by: 'model' }, 'group_by'],
  ])('says what is wrong with %j', async (args, sentence) => {
    const client = await testClient(await testServer());

    const result = await client.callTool({ name: 'bedrock-daily-spend', arguments: args });

    expect(result.isError).toBe(true);
    expect(JSON.stringify(result.content)).toContain(JSON.stringify(sentence).slice(1, -1));
  });

  it('balances whatever the calls, the dimension and the number of groups', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(someCall, { maxLength: 30 }),
        fc.constantFrom<Dimension>('model', 'person', 'requestMetadata.team', 'region'),
        fc.integer({ min: 1, max: 4 }),
        async (calls, by, top) => {
          const rows: SpendRow[] = [];
          const query = { since: '2026-05-01', until: '2026-05-03', groupBy: ['day', by] as const };
          const onRow = (row: SpendRow): unknown => rows.push(row);
          const report = await createReport(memorySource(calls), query, { onRow });

          const answer = splitDays(report, rows, { by, top, notes: [] });

          expect(answer.totals.requests).toBe(calls.length);
          expect(answer.groups.length).toBeLessThanOrEqual(top + 1);
          expectBalance(answer);
        },
      ),
    );
  });
});

const oneCall = anInvocation({
  timestampMs: Date.parse('2026-05-01T12:00:00Z'),
  principalArn: 'arn:aws:sts::111122223333:assumed-role/developers/ana@example.com',
});

const someCall = fc
  .record({
    timestampMs: fc.constantFrom(1, 2, 3).map((day) => Date.parse(`2026-05-0${day}T12:00:00Z`)),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    model: fc
      .constantFrom('amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0', 'example.never-heard-of-v1:0')
      .map(parseModelId),
    inputTokens: fc.nat(100_000),
    requestMetadata: fc.constantFrom(null, { team: 'a' }, { team: 'b' }, { team: '… 2 more' }),
    errorCode: fc.constantFrom(null, 'ThrottlingException'),
  })
  .map((facts): Invocation => ({ ...oneCall, ...facts }));

/** Groups and days add up to the totals, and the groups of each day to the day. */
function expectBalance({ totals, groups, days }: DailySpend): void {
  expect(sumOf(groups)).toEqual(sumOf([totals]));
  expect(sumOf(days)).toEqual(sumOf([totals]));
  for (const day of days) expect(sumOf(day.groups)).toEqual(sumOf([day]));
  for (const [place, group] of groups.entries()) {
    const parts = days.flatMap((day) => day.groups.filter((part) => part.group === place));
    expect(sumOf(parts)).toEqual(sumOf([group]));
  }
}

function sumOf(parts: readonly { requests: number; totalTokens: number; costUsd: string }[]) {
  return {
    requests: parts.reduce((sum, { requests }) => sum + requests, 0),
    totalTokens: parts.reduce((sum, { totalTokens }) => sum + totalTokens, 0),
    costUnits: parts.reduce((sum, { costUsd }) => sum + unitsOf(costUsd), 0n),
  };
}

/** Dollars in a unit fine enough to be whole. */
function unitsOf(costUsd: string): bigint {
  const [whole = '', fraction = ''] = costUsd.split('.');
  return BigInt(whole + fraction.padEnd(24, '0'));
}
