import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import {
  createPriceBook,
  createReport,
  listPrices,
  memorySource,
  present,
  type LogSource,
} from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { encode } from 'gpt-tokenizer';
import { describe, expect, it } from 'vitest';

import { testClient, testServer } from '../test-server.testing.ts';

const example = fileURLToPath(
  new URL('../../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);
const now = () => new Date('2025-04-22T12:00:00Z');

async function connected(): Promise<Client> {
  return testClient(await testServer({ source: filesSource([example]), now }));
}

async function textOf(client: Client, uri: string): Promise<string> {
  const { contents } = await client.readResource({ uri });
  expect(contents).toHaveLength(1);
  expect(contents[0]).toMatchObject({ uri });
  return String((contents[0] as { text?: string }).text);
}

interface PriceTable {
  sources: Record<string, string>;
  columns: string[];
  rows: (string | null)[][];
}

describe('resources', () => {
  it('are listed with title, description and type, templates too', async () => {
    const client = await connected();

    const { resources } = await client.listResources();
    const { resourceTemplates } = await client.listResourceTemplates();

    expect(resources.map(({ uri }) => uri)).toEqual(
      expect.arrayContaining(['bedrock-spend://prices', 'bedrock-spend://what-we-cannot-see']),
    );
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'bedrock-spend://report/{region}/{days}',
      'bedrock-spend://prices/{model}',
    ]);
    for (const listed of [...resources, ...resourceTemplates]) {
      expect(listed.title).toBeTruthy();
      expect(listed.description).toMatch(/\.$/);
      expect(listed.mimeType).toMatch(/^(application|text)\//);
    }
  });

  it('the report is what the library writes as Markdown, with all rows', async () => {
    const report = await createReport(
      filesSource([example]),
      { days: 17, regions: ['us-east-1'] },
      { now: now() },
    );

    const text = await textOf(await connected(), 'bedrock-spend://report/us-east-1/17');

    expect(text).toBe(present(report, { format: 'markdown' }));
    expect(text).toContain('$7.4786');
  });

  it('the report takes all regions, and several', async () => {
    const client = await connected();

    const everywhere = await textOf(client, 'bedrock-spend://report/all/17');
    const both = await textOf(client, 'bedrock-spend://report/us-east-1%2Ceu-west-1/17');

    expect(everywhere).toContain('13,060');
    expect(both).toContain('eu-west-1, us-east-1');
  });

  it.each([
    [
      'bedrock-spend://report/us-east-1/soon',
      /^Argument "days" must be a whole number from 1 to 3660\.$/,
    ],
    [
      'bedrock-spend://report/us-east-1/0',
      /^Argument "days" must be a whole number from 1 to 3660\.$/,
    ],
    ['bedrock-spend://report/..%2F..%2Fetc/7', /^Give .*region.*\.$/i],
  ])('%s is refused with a sentence', async (uri, sentence) => {
    const client = await connected();

    const failure = await client.readResource({ uri }).catch((error: unknown) => error);

    expect(failure).toMatchObject({ code: -32602 });
    const message = (failure as Error).message.replace('MCP error -32602: ', '');
    expect(message).toMatch(sentence);
  });

  it.each([
    'bedrock-spend://report/us-east-1',
    'bedrock-spend://report/us-east-1/7/8',
    'bedrock-spend://report/%E0%A4%A/7',
    'file:///etc/passwd',
  ])('there is no %s', async (uri) => {
    await expect((await connected()).readResource({ uri })).rejects.toMatchObject({ code: -32002 });
  });

  it('the prices are those of the library, with source and day checked, for a model to read', async () => {
    const text = await textOf(await connected(), 'bedrock-spend://prices');
    const table = JSON.parse(text) as PriceTable & { checkedOn: string; unit: string };
    const rows = table.rows.map((row) =>
      Object.fromEntries(table.columns.map((column, index) => [column, row[index]])),
    );

    expect(rows).toContainEqual(
      expect.objectContaining({ model: 'amazon.nova-pro-v1:0', input: '0.8', output: '3.2' }),
    );
    expect(table.checkedOn).toBe(createPriceBook().checkedOn);
    for (const { source } of rows) expect(Object.keys(table.sources)).toContain(String(source)[0]);
    expect(encode(text).length).toBeLessThan(12_000);
  });

  it('every price of a model is in its own resource, each once', async () => {
    const text = await textOf(await connected(), 'bedrock-spend://prices/nova-pro');
    const { columns, rows } = JSON.parse(text) as PriceTable;
    const at = (name: string) => columns.indexOf(name);
    const places = rows.flatMap((row) =>
      String(row[at('regions')])
        .split(',')
        .flatMap((region) =>
          String(row[at('scopes')])
            .split(',')
            .map((scope) => [row[at('model')], scope, region, row[at('tier')]].join(' ')),
        ),
    );

    const expected = listPrices(createPriceBook(), { idContains: 'nova-pro' }).map((row) =>
      [row.id, row.scope, row.region ?? 'all', row.tier].join(' '),
    );
    expect(places.toSorted()).toEqual(expected.toSorted());
  });

  it('own prices stand in the table of prices', async () => {
    const prices = createPriceBook({
      overrides: [{ id: 'acme.mine-v1', input: '1.25', output: '2' }],
    });
    const client = await testClient(await testServer({ source: memorySource([]), prices, now }));

    expect(await textOf(client, 'bedrock-spend://prices/acme')).toContain('"acme.mine-v1"');
  });

  it('tells what reports cannot see, as far as this server knows where else to look', async () => {
    const text = await textOf(await connected(), 'bedrock-spend://what-we-cannot-see');

    expect(text).toContain('log files');
    expect(text).toContain('Batch inference');
    expect(text).not.toContain('bedrock-bill');
  });
});

it('a resource that takes too long to read is given up, as a call is', async () => {
  let signal: AbortSignal | undefined;
  const source: LogSource = {
    ...memorySource([]),
    read: (request) => {
      signal = request.signal;
      return untilAborted(request.signal);
    },
  };
  const client = await testClient(await testServer({ source, callTimeLimitMs: 100 }));

  const read = client.readResource({ uri: 'bedrock-spend://report/all/7' });

  await expect(read).rejects.toThrow('Reading this resource was given up after 0.1 seconds');
  expect(signal?.aborted).toBe(true);
});

/** Logs that never come. */
async function* untilAborted(signal: AbortSignal | undefined): AsyncGenerator<never> {
  await wait(60_000, undefined, { signal });
  yield* [];
}
