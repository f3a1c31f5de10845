import { fileURLToPath } from 'node:url';

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { filesSource } from '@bedrock-spend/core/files';
import { describe, expect, it } from 'vitest';

import { createCatalog } from '../catalog/catalog.ts';
import type { ServiceOptions } from '../services.ts';
import { testClient, testServer } from '../test-server.testing.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../../core/fixtures/${name}`, import.meta.url));
const source = filesSource([fixture('published-example.ndjson.gz'), fixture('log-records.ndjson')]);
const now = () => new Date('2025-04-22T12:00:00Z');
const template = 'bedrock-spend://report/{region}/{days}';
const everything = { since: '2020-01-01', until: '2030-01-01' };

async function connected(options: Partial<ServiceOptions> = {}): Promise<Client> {
  return testClient(await testServer({ source, now, ...options }));
}

async function proposed(
  client: Client,
  prompt: string,
  [name, value]: readonly [string, string],
): Promise<string[]> {
  const ref = { type: 'ref/prompt', name: prompt } as const;
  const { completion } = await client.complete({ ref, argument: { name, value } });
  return completion.values;
}

describe('completions', () => {
  it('propose regions, those of the server first, by beginning before substring', async () => {
    const client = await connected({ defaults: { regions: ['eu-west-3'] } });

    const all = await proposed(client, 'monthly-review', ['region', '']);
    const west = await proposed(client, 'monthly-review', ['region', 'WEST']);

    expect(all[0]).toBe('eu-west-3');
    expect(all).toEqual(expect.arrayContaining(['us-east-1', 'all']));
    expect(west[0]).toBe('eu-west-3');
    expect(west.every((region) => region.includes('west'))).toBe(true);
  });

  it('propose the variables of the report template', async () => {
    const client = await connected();
    const ask = async (name: string, value: string) =>
      client.complete({ ref: { type: 'ref/resource', uri: template }, argument: { name, value } });

    expect((await ask('region', 'us-')).completion.values).toContain('us-east-1');
    expect((await ask('days', '')).completion.values).toEqual(expect.arrayContaining(['7', '30']));
  });

  it('propose months, the latest first', async () => {
    const months = await proposed(await connected(), 'monthly-review', ['month', '']);

    expect(months).toHaveLength(12);
    expect(months.slice(0, 5)).toEqual(['2025-04', '2025-03', '2025-02', '2025-01', '2024-12']);
  });

  it('propose models of the price list, and those that were seen before them', async () => {
    const client = await connected();
    const before = await proposed(client, 'who-spends-what', ['model', 'nova']);

    await client.callTool({ name: 'bedrock-report', arguments: everything });
    const after = await proposed(client, 'who-spends-what', ['model', 'nova']);

    expect(before).toContain('nova-pro-v1:0');
    expect(after[0]).toBe('nova-lite-v1:0');
    expect(new Set(after).size).toBe(after.length);
  });

  it('propose people and accounts that reports have shown, and nobody else', async () => {
    const client = await connected();
    expect(await proposed(client, 'who-spends-what', ['person', ''])).toEqual([]);

    const { structuredContent } = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...everything, group_by: ['person', 'account'], format: 'json' },
    });
    const people = await proposed(client, 'who-spends-what', ['person', '']);

    expect(people.length).toBeGreaterThan(0);
    for (const person of people) expect(JSON.stringify(structuredContent)).toContain(person);
    expect(people).not.toContain('(none)');
    expect(await proposed(client, 'monthly-review', ['aws_account_id', '0123'])).toContain(
      '012345678091',
    );
  });

  it('propose nothing to callers who may not read reports', async () => {
    const catalog = createCatalog({ source, now });
    const request = {
      of: { kind: 'prompt', name: 'who-spends-what' },
      argument: 'person',
      typed: '',
      siblings: {},
    } as const;
    const exchange = { caller: { subject: 'key:none', scopes: ['bill:read'] } };

    await expect(
      (async () => catalog.complete(request, exchange as never))(),
    ).rejects.toMatchObject({ kind: 'prompt' });
  });

  it('refuse arguments that there are none of', async () => {
    const client = await connected();

    await expect(proposed(client, 'monthly-review', ['color', ''])).rejects.toMatchObject({
      code: -32602,
    });
    await expect(proposed(client, 'no-such', ['region', ''])).rejects.toMatchObject({
      code: -32602,
    });
  });
});
