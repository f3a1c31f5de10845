import { fileURLToPath } from 'node:url';

import { Big } from 'big.js';
import { createReport, present, presentBrief, type LogSource } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { encode } from 'gpt-tokenizer';
import { describe, expect, it } from 'vitest';

import { testClient, testServer } from '../../test-server.testing.ts';
import { answeredRows } from './answered-rows.testing.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { manyCallers } from './many-callers.testing.ts';
import type { Answer } from './structured-answer.ts';

const now = new Date('2026-10-31T12:00:00Z');
const published = filesSource([
  fileURLToPath(new URL('../../../../core/fixtures/published-example.ndjson.gz', import.meta.url)),
]);
const all = ['day', 'region', 'model', 'principal', 'account', 'role', 'person', 'tier', 'error'];

interface Answered {
  text: string;
  answer: Answer;
  /** Of text and data together, by the tokenizer of GPT-4o and its successors (o200k). */
  tokens: number;
  estimated: number;
}

async function ask(source: LogSource, given: Record<string, unknown>): Promise<Answered> {
  const client = await testClient(await testServer({ source, now: () => now }));
  const result = await client.callTool({ name: 'bedrock-report', arguments: given });
  const text = (result.content as { text: string }[]).map((part) => part.text).join('\n');
  const data = JSON.stringify(result.structuredContent);
  return {
    text,
    answer: result.structuredContent as Answer,
    tokens: encode(text).length + encode(data).length,
    estimated: estimateTokens(text) + estimateTokens(data),
  };
}

describe('the default answer of bedrock-report', () => {
  it('is the whole classic text where that is short', async () => {
    const { text, tokens, answer } = await ask(published, { days: 17, until: '2025-04-22' });
    const report = await createReport(published, { days: 17, until: '2025-04-22' });

    expect(text).toBe(present(report, { format: 'classic' }));
    expect(answer.moreRows).toBeUndefined();
    expect(tokens).toBeLessThanOrEqual(2000);
  });

  it.each([
    { days: 90 },
    { days: 30, region: ['us-east-1', 'eu-west-1'] },
    { days: 90, group_by: ['model', 'person'] },
    { days: 90, group_by: all },
    { days: 90, where: ['region=us-east-1', 'model!=nova-pro-v1:0'] },
  ])('takes at most 2,000 tokens, text and data together, of 300 people: %j', async (given) => {
    const source = filesSource([await manyCallers(now)]);

    const { text, answer, tokens, estimated } = await ask(source, given);

    expect(tokens).toBeLessThanOrEqual(2000);
    expect(tokens).toBeGreaterThan(1200);
    expect(tokens).toBeLessThanOrEqual(estimated * 1.02);
    expect(text).toContain('Total Cost: ');
    expect(text).toContain('More rows: ');
    expectBalance(answer);
  });

  it('shows the dearest rows of each section, and names what else there is', async () => {
    const source = filesSource([await manyCallers(now)]);
    const report = await createReport(source, { days: 90 }, { now });

    const { text, answer } = await ask(source, { days: 90 });

    const [dearest] =
      present(report, { format: 'markdown', top: 1 }).match(/claude-opus[^ ]+/) ?? [];
    expect(answeredRows(answer, 'byModel')[0]?.key).toBe(dearest);
    expect(answeredRows(answer, 'byModel').length).toBeGreaterThanOrEqual(4);
    expect(answer.moreRows).toMatchObject({
      byModel: 40 - answeredRows(answer, 'byModel').length + 1,
    });
    expect(text).toContain('or the resource bedrock-spend://report/all/90');
    expect(text).toContain(presentBrief(report, { top: 1 }).split('\n')[0]);
  });

  it.each([
    [
      { days: 90, region: 'us-east-1,eu-west-1' },
      'bedrock-spend://report/us-east-1%2Ceu-west-1/90',
    ],
    [{ days: 90 }, 'bedrock-spend://report/all/90'],
    [{ since: '2026-08-01' }, null],
    [{ days: 90, group_by: 'model,person,day' }, null],
  ])('names the resource of all rows where there is one: %j', async (given, uri) => {
    const source = filesSource([await manyCallers(now)]);
    const server = await testServer({ source, now: () => now });
    const client = await testClient(server);

    const { content } = await client.callTool({ name: 'bedrock-report', arguments: given });
    const text = (content as { text: string }[]).map((part) => part.text).join('\n');

    const named = /bedrock-spend:\S+/.exec(text)?.[0] ?? null;
    expect(named).toBe(uri);
    if (named === null) return;
    const { contents } = await client.readResource({ uri: named });
    expect((contents[0] as { text: string }).text).toContain('| Region | Requests |');
  });

  it('stays short when much could not be read', async () => {
    const missing = Array.from({ length: 400 }, (_part, index) => ({
      origin: `11112222${index} us-east-1 /aws/bedrock/modelinvocations`,
      reason: index % 2 === 0 ? ('denied' as const) : ('not-found' as const),
      message: `Account 11112222${index} cannot be read: add the policy that the setup check shows.`,
    }));
    const source: LogSource = {
      kind: 'memory',
      name: 'partial',
      async *read() {
        yield { invocations: [], rejections: [], groups: [], missing, progress: null };
      },
    };

    const { answer, tokens } = await ask(source, {});

    expect(tokens).toBeLessThanOrEqual(2000);
    expect(answer.partial?.at(-1)).toMatchObject({
      origin: '… 397 more',
      message: 'More that could not be read: not-found 199, denied 198; format "json" names all.',
    });
  });

  it('is as long as asked for where top says so', async () => {
    const source = filesSource([await manyCallers(now)]);

    const { answer } = await ask(source, { days: 90, top: 25 });

    expect(answeredRows(answer, 'byPrincipal')).toHaveLength(26);
    expect(answer.moreRows).toMatchObject({ byPrincipal: 275, byModel: 15 });
    expectBalance(answer);
  });
});

function expectBalance(answer: Answer): void {
  const { totals } = answer;
  for (const section of Object.keys(answer.sections)) {
    const rows = answeredRows(answer, section);
    expect(rows.reduce((sum, { requests }) => sum + requests, 0)).toBe(totals.requests);
    const costUsd = rows.reduce((sum, row) => sum.plus(row.costUsd), new Big(0));
    expect(costUsd.toFixed()).toBe(totals.costUsd);
  }
}
