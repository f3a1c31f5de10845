import { fileURLToPath } from 'node:url';

import { listInvocations, presentInvocations, type InvocationList } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { publishedExample, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import {
  clientOfAws,
  deny,
  emulatedAws,
  mendAfterTest,
  operationsAsked,
  textOf,
} from '../aws-server.testing.ts';
import { testClient, testServer } from '../test-server.testing.ts';

const example = fileURLToPath(
  new URL('../../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);
const asked = { days: 17, until: '2025-04-22' };

describe('bedrock-logs', () => {
  it('says the same as the library, ten calls and a cursor', async () => {
    const client = await clientOfFiles();
    const wanted = await listInvocations(filesSource([example]), asked, { limit: 10 });

    const answer = await client.callTool({ name: 'bedrock-logs', arguments: asked });

    expect(answer.isError).toBeUndefined();
    expect(answer.structuredContent).toEqual({ ...wanted, notes: [] });
    expect(wanted.invocations).toHaveLength(10);
    const [table, more] = answer.content as { text: string }[];
    expect(table?.text).toBe(presentInvocations(wanted, { format: 'table', width: 160 }));
    expect(table?.text).toContain(wanted.invocations[0]?.requestId);
    expect(more?.text).toBe(`For more: the same arguments and cursor ${wanted.nextCursor}`);
  });

  it('goes on with the cursor where it stopped', async () => {
    const client = await clientOfFiles();
    const first = listOf(await call(client, { ...asked, limit: 3 }));
    const second = listOf(await call(client, { ...asked, limit: 3, cursor: first.nextCursor }));
    const whole = listOf(await call(client, { ...asked, limit: 6 }));

    expect([...first.invocations, ...second.invocations]).toEqual(whole.invocations);
  });

  it('fits the output schema that it lists', async () => {
    const client = await clientOfFiles();
    const { tools } = await client.listTools();
    const schema = tools.find(({ name }) => name === 'bedrock-logs')!.outputSchema!;

    const { structuredContent } = await call(client, asked);

    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(structuredContent)).toBe(true);
    expect(validate({ ...(structuredContent as object), matched: 'many' })).toBe(false);
  });

  it('filters and orders', async () => {
    const client = await clientOfFiles();

    const list = listOf(
      await call(client, { ...asked, where: 'model=nova-pro-v1:0', order: 'time', limit: '5' }),
    );

    expect(list.matched).toBe(40);
    expect(list.order).toBe('time');
    expect(list.invocations).toHaveLength(5);
    const times = list.invocations.map(({ timestamp }) => timestamp);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('says that log groups have no effect on files', async () => {
    const client = await clientOfFiles();

    const { structuredContent } = await call(client, { ...asked, log_group_name: '/a' });

    expect(structuredContent).toMatchObject({
      notes: ['Note: log_group_name has no effect: this server reads log files, not log groups.'],
    });
  });

  it.each([
    [{ cursor: 'rubbish' }, 'The cursor is damaged: '],
    [{ limit: 101 }, 'Argument "limit" must be a whole number from 1 to 100.'],
    [{ order: 'size' }, 'Argument "order" must be one of cost, time, tokens.'],
    [{ format: 'xml' }, 'Argument "format" must be one of table, markdown, json, csv.'],
    [{ group_by: 'day' }, 'Unknown argument "group_by": bedrock-logs takes '],
    [{ days: 0 }, 'Argument "days" must be'],
  ])('refuses %j with a sentence', async (wrong, sentence) => {
    const client = await clientOfFiles();

    const answer = await client.callTool({ name: 'bedrock-logs', arguments: wrong });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain(sentence);
  });

  it('refuses a cursor of another question', async () => {
    const client = await clientOfFiles();
    const { nextCursor } = listOf(await call(client, asked));

    const answer = await client.callTool({
      name: 'bedrock-logs',
      arguments: { ...asked, cursor: nextCursor, order: 'time' },
    });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('belongs to another question');
  });
});

describe('bedrock-logs over CloudWatch', () => {
  let aws: SpawnedEmulator;

  beforeAll(async () => {
    aws = await emulatedAws(publishedExample());
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    await aws.stop();
  });

  beforeEach(() => aws.control.clearRequests());

  it('lists the same calls as from files, by FilterLogEvents', async () => {
    const client = await clientOfAws();
    const wanted = await listInvocations(filesSource([example]), asked, { limit: 10 });

    const list = listOf(await call(client, asked));

    expect(list.invocations).toEqual(wanted.invocations);
    expect(list.nextCursor).toBe(wanted.nextCursor);
    expect(list.matched).toBe(13_060);
    expect(await operationsAsked(aws)).toContain('FilterLogEvents');
    expect(await operationsAsked(aws)).not.toContain('StartQuery');
  });

  it('stops reading when the call is cancelled', async () => {
    mendAfterTest(aws);
    await aws.control.setLatency({ pageMs: 500, queryBaseMs: 0, queryBytesPerSecond: 1e9 });
    const client = await clientOfAws();
    const abort = new AbortController();
    const listing = client.callTool({ name: 'bedrock-logs', arguments: asked }, undefined, {
      signal: abort.signal,
    });
    listing.catch(() => {});
    await expect.poll(() => pages()).not.toHaveLength(0);

    abort.abort('enough');

    await expect(listing).rejects.toThrow('enough');
    await new Promise((resolve) => {
      setTimeout(resolve, 600);
    });
    const before = (await pages()).length;
    await new Promise((resolve) => {
      setTimeout(resolve, 1200);
    });
    expect(await pages()).toHaveLength(before);
  });

  it('says what to allow when AWS denies reading', async () => {
    mendAfterTest(aws);
    await deny(aws, ['logs:FilterLogEvents']);
    const client = await clientOfAws();

    const answer = await client.callTool({ name: 'bedrock-logs', arguments: asked });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toContain('logs:FilterLogEvents');
  });

  function pages() {
    return aws.control.requests({ operation: 'FilterLogEvents' });
  }
});

async function clientOfFiles(): Promise<Client> {
  return testClient(await testServer({ source: filesSource([example]) }));
}

function call(client: Client, given: Record<string, unknown>) {
  return client.callTool({ name: 'bedrock-logs', arguments: given });
}

function listOf(answer: Awaited<ReturnType<Client['callTool']>>): InvocationList {
  return answer.structuredContent as InvocationList;
}
