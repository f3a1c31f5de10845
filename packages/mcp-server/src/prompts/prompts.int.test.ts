import { fileURLToPath } from 'node:url';

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { filesSource } from '@bedrock-spend/core/files';
import { describe, expect, it } from 'vitest';

import { localCaller } from '../access/caller.ts';
import { createCatalog } from '../catalog/catalog.ts';
import { testClient, testServer } from '../test-server.testing.ts';
import { toolsNamed } from '../tools/tools-named.testing.ts';

const example = fileURLToPath(
  new URL('../../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);
const source = filesSource([example]);
const now = () => new Date('2025-04-22T12:00:00Z');
const bill = { read: async () => Promise.reject(new Error('Not to be called.')) };
const setup = async () => Promise.reject(new Error('Not to be called.'));

async function connected(): Promise<Client> {
  return testClient(await testServer({ source, now }));
}

async function written(client: Client, name: string, given: Record<string, string> = {}) {
  const { messages } = await client.getPrompt({ name, arguments: given });
  expect(messages.map(({ role }) => role)).toEqual(['user']);
  return messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n');
}

/** Calls that a prompt names: `tool with {…}`. */
function callsIn(text: string): { name: string; arguments: Record<string, unknown> }[] {
  return [...text.matchAll(/([a-z]+-[a-z-]+) with (\{.*?\})(?=[.,;]| )/g)].map((match) => ({
    name: match[1] ?? '',
    arguments: JSON.parse(match[2] ?? '') as Record<string, unknown>,
  }));
}

describe('prompts', () => {
  it('are listed with a title, a description and arguments, those only whose tool is offered', async () => {
    const { prompts } = await (await connected()).listPrompts();

    expect(prompts.map(({ name }) => name)).toEqual([
      'monthly-review',
      'find-spike',
      'who-spends-what',
    ]);
    for (const prompt of prompts) {
      expect(prompt.title).toBeTruthy();
      expect(prompt.description).toMatch(/^[A-Z].+\.$/);
      for (const { description } of prompt.arguments ?? []) expect(description).toMatch(/\.$/);
    }
  });

  it.each([
    ['monthly-review', { month: '2025-04', region: 'us-east-1' }],
    ['find-spike', {}],
    ['find-spike', { day: '2025-04-07', aws_account_id: '012345678091' }],
    [
      'who-spends-what',
      { days: '17', tag: 'team', person: 'ana@example.com', model: 'nova-pro-v1:0' },
    ],
  ])('%s leads to calls that the tools take: %j', async (name, given) => {
    const client = await connected();

    const calls = callsIn(await written(client, name, given));

    expect(calls.length).toBeGreaterThanOrEqual(1);
    for (const call of calls) {
      const result = await client.callTool(call);
      expect(result).not.toMatchObject({ isError: true });
    }
  });

  it('monthly-review compares the last month that is over with the one before', async () => {
    const text = await written(await connected(), 'monthly-review');

    expect(callsIn(text).map(({ arguments: { month } }) => month)).toEqual(['2025-03', '2025-02']);
    expect(text).toContain('never count them as $0');
    expect(text).not.toContain('bedrock-bill');
  });

  it('find-spike looks at the day it is given', async () => {
    const text = await written(await connected(), 'find-spike', { day: '2025-04-07' });

    expect(callsIn(text).map((call) => [call.name, call.arguments['until']])).toEqual([
      ['bedrock-report', '2025-04-07'],
      ['bedrock-report', '2025-04-07'],
      ['bedrock-logs', '2025-04-07'],
    ]);
  });

  it('who-spends-what filters on what was typed, whatever it holds', async () => {
    const person = 'ana "the boss", {us}';
    const text = await written(await connected(), 'who-spends-what', { person });

    expect(text).toContain(JSON.stringify({ where: [`person=${person}`] }).slice(1, -1));
  });

  it('warn that the bill costs money where there is a tool for it', async () => {
    const catalog = createCatalog({ source, now, bill, setup });
    const text = await promptOf(catalog, 'monthly-review');

    expect(text).toContain('$0.01');
    expect(callsIn(text).map(({ name }) => name)).toContain('bedrock-bill');
  });

  it('name no tool that the caller may not use', async () => {
    const catalog = createCatalog({ source, now, bill, setup });
    const caller = { subject: 'key:reports', scopes: ['report:read'] } as const;

    expect(await promptOf(catalog, 'monthly-review', caller)).not.toContain('bedrock-bill');
    expect(await promptOf(catalog, 'find-spike', caller)).not.toContain('bedrock-logs');
  });

  it('set-up-help leads to the check, and to a report once all is well', async () => {
    const catalog = createCatalog({ source, now, setup });
    const calls = callsIn(await promptOf(catalog, 'set-up-help'));

    expect(calls.map(({ name }) => name)).toEqual(['bedrock-setup', 'bedrock-report']);
    for (const { name, arguments: given } of calls) {
      expect(toolsNamed(name).inputSchema.safeParse(given).success).toBe(true);
    }
  });

  it.each([
    ['monthly-review', { month: 'April' }],
    ['monthly-review', { region: 'us-east' }],
    ['monthly-review', { aws_account_id: '42' }],
    ['monthly-review', { mont: '2025-04' }],
    ['find-spike', { day: '2025-02-30' }],
    ['find-spike', { days: 'many' }],
    ['who-spends-what', { days: '0' }],
    ['who-spends-what', { days: '-1' }],
    ['who-spent-what', {}],
  ])('%s with %j is answered with one sentence that says what is wrong', async (name, given) => {
    const client = await connected();

    const failure = client.getPrompt({ name, arguments: given });

    await expect(failure).rejects.toMatchObject({
      code: -32602,
      message: expect.stringMatching(/^MCP error -32602: [A-Z][^\n]*[.?]$/),
    });
  });
});

async function promptOf(
  catalog: ReturnType<typeof createCatalog>,
  name: string,
  caller: Parameters<typeof catalog.listTools>[0] = localCaller,
): Promise<string> {
  const exchange = { caller } as unknown as Parameters<typeof catalog.getPrompt>[1];
  const { messages } = await catalog.getPrompt({ name, arguments: {} }, exchange);
  return messages.map(({ content }) => (content.type === 'text' ? content.text : '')).join('\n');
}
