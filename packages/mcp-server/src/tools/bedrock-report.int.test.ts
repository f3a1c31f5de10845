import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { createReport, memorySource, present } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';

import { testClient, testServer } from '../test-server.testing.ts';
import { answeredRows } from './bedrock-report/answered-rows.testing.ts';
import type { Answer } from './bedrock-report/structured-answer.ts';

const example = fixture('published-example.ndjson.gz');
const records = fixture('log-records.ndjson');
const asked = { days: 17, until: '2025-04-22', regions: ['us-east-1'] };
const askedOfTool = { days: 17, until: '2025-04-22', region: 'us-east-1' };

describe('bedrock-report', () => {
  it('says the same as the library', async () => {
    const client = await testClient(await testServer({ source: filesSource([example]) }));
    const report = await createReport(filesSource([example]), asked);

    const result = await client.callTool({ name: 'bedrock-report', arguments: askedOfTool });

    expect(result.isError).toBeUndefined();
    expect(textsOf(result)).toEqual([present(report, { format: 'classic', top: 10 })]);
    const { window, sources } = report;
    const { totals } = result.structuredContent as Answer;
    expect(result.structuredContent).toMatchObject({ window, sources });
    expect(report.totals).toMatchObject(totals);
    expect(totals).toMatchObject({ requests: 13_060, costUsd: report.totals.costUsd });
    for (const section of ['byDay', 'byRegion', 'byModel', 'byPrincipal']) {
      expect(report.sections[section]).toMatchObject(
        answeredRows(result.structuredContent, section),
      );
    }
  });

  it('fits the output schema that it lists', async () => {
    const client = await testClient(await testServer({ source: filesSource([records]) }));
    const { tools } = await client.listTools();
    const schema = tools.find(({ name }) => name === 'bedrock-report')!.outputSchema!;

    const result = await client.callTool({
      name: 'bedrock-report',
      arguments: { since: '2020-01-01', until: '2030-01-01', top: 2 },
    });

    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(result.structuredContent)).toBe(true);
    expect(validate({ ...(result.structuredContent as object), totals: {} })).toBe(false);
  });

  it('cuts each section in text and data alike, and both still balance', async () => {
    const client = await testClient(await testServer({ source: filesSource([records]) }));

    const result = await client.callTool({
      name: 'bedrock-report',
      arguments: { since: '2020-01-01', until: '2030-01-01', top: 3 },
    });

    const { totals, sections, unpriced = [] } = result.structuredContent as Answer;
    expect(totals.requests).toBe(17);
    expect(unpriced).toHaveLength(4);
    expect(unpriced.reduce((sum, { requests }) => sum + requests, 0)).toBe(totals.unpricedRequests);
    for (const section of Object.keys(sections)) {
      const rows = answeredRows(result.structuredContent, section);
      expect(rows.length).toBeLessThanOrEqual(4);
      expect(sumOf(rows, 'requests')).toBe(totals.requests);
      expect(sumOf(rows, 'effectiveInputTokens')).toBe(totals.effectiveInputTokens);
      expect(sumOf(rows, 'outputTokens')).toBe(totals.outputTokens);
    }
    const last = answeredRows(result.structuredContent, 'byModel').at(-1)!;
    expect(last.key).toMatch(/^… \d+ more$/);
    expect(textsOf(result)[0]).toContain(`${last.key}: Requests=${last.requests}, `);
  });

  it('gives all rows with format classic', async () => {
    const client = await testClient(await testServer({ source: filesSource([records]) }));
    const since = { since: '2020-01-01', until: '2030-01-01' };
    const report = await createReport(filesSource([records]), since);

    const result = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...since, format: 'classic', group_by: 'principal,model' },
    });

    const whole = await createReport(filesSource([records]), {
      ...since,
      groupBy: ['principal', 'model'],
    });
    expect(textsOf(result)).toEqual([present(whole, { format: 'classic' })]);
    const rows = answeredRows(result.structuredContent, 'byModel');
    expect(report.sections['byModel']).toMatchObject(rows);
    expect(rows[0]).toHaveProperty('cacheReadTokens');
  });

  it.each(['table', 'markdown', 'json', 'csv'] as const)('writes %s when asked', async (format) => {
    const client = await testClient(await testServer({ source: filesSource([example]) }));

    const result = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...askedOfTool, format },
    });

    const report = await createReport(filesSource([example]), asked);
    expect(textsOf(result)).toEqual([present(report, { format })]);
  });

  it('tells progress in bytes before the answer', async () => {
    const client = await testClient(await testServer({ source: filesSource([example]) }));
    const steps: { progress: number; total?: number | undefined }[] = [];

    await client.callTool({ name: 'bedrock-report', arguments: askedOfTool }, undefined, {
      onprogress: (step) => steps.push(step),
    });

    const { byteLength } = await readFile(example);
    expect(steps.at(-1)).toMatchObject({ progress: byteLength, total: byteLength });
    expect(steps.map(({ progress }) => progress)).toEqual(
      steps.map(({ progress }) => progress).toSorted((left, right) => left - right),
    );
  });

  it('says that a log group has no effect where the server reads files', async () => {
    const client = await testClient(await testServer({ source: filesSource([example]) }));

    const result = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...askedOfTool, log_group_name: '/aws/bedrock/modelinvocations' },
    });

    const note = 'Note: log_group_name has no effect: this server reads log files, not log groups.';
    expect(textsOf(result)[1]).toBe(note);
    expect(result.structuredContent).toMatchObject({ notes: [note] });
  });

  it('follows the defaults of the server, and the clock that it is given', async () => {
    const server = await testServer({
      source: filesSource([example]),
      defaults: { days: 17 },
      now: () => new Date('2025-04-22T12:00:00Z'),
    });
    const client = await testClient(server);

    const result = await client.callTool({ name: 'bedrock-report', arguments: {} });

    expect(result.structuredContent).toMatchObject({
      window: { since: '2025-04-06', until: '2025-04-22' },
      totals: { requests: 13_060 },
    });
  });

  it('says that there was no usage', async () => {
    const client = await testClient(await testServer());

    const result = await client.callTool({ name: 'bedrock-report', arguments: {} });

    expect(result.isError).toBeUndefined();
    expect(textsOf(result)[0]).toContain('No Bedrock usage data found for the specified period.');
  });

  it.each([
    [{ days: 3, month: '2025-04' }],
    [{ since: '2025-04-22', until: '2025-04-06' }],
    [{ since: 'yesterday' }],
    [{ time_zone: 'Mars/Olympus' }],
    [{ region: 'us-east-1-' }],
    [{ aws_account_id: '42' }],
    [{ group_by: 'modell' }],
    [{ where: 'color=red' }],
  ])('answers %j with one sentence', async (wrong) => {
    const client = await testClient(await testServer({ source: memorySource([]) }));

    const result = await client.callTool({ name: 'bedrock-report', arguments: wrong });

    expect(result.isError).toBe(true);
    expect(textsOf(result)).toHaveLength(1);
    expect(textsOf(result)[0]).toMatch(/^[A-Z][^\n]+[.?]$/);
  });

  it('says which file has gone since the server started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-gone-'));
    const file = join(folder, 'log.ndjson');
    await writeFile(file, '');
    const client = await testClient(await testServer({ source: filesSource([file]) }));
    await rm(folder, { recursive: true });

    const result = await client.callTool({ name: 'bedrock-report', arguments: {} });

    expect(result.isError).toBe(true);
    expect(textsOf(result)[0]).toBe(`${file} does not exist; check the path.`);
  });

  it('stops reading when it is cancelled', async () => {
    const started = Promise.withResolvers<void>();
    const stopped = Promise.withResolvers<void>();
    const client = await testClient(
      await testServer({
        source: {
          kind: 'files',
          name: 'endless',
          async *read({ signal }) {
            started.resolve();
            await new Promise((resolve) => signal?.addEventListener('abort', resolve));
            stopped.resolve();
            yield* [];
          },
        },
      }),
    );
    const abort = new AbortController();
    const call = client.callTool({ name: 'bedrock-report', arguments: {} }, undefined, {
      signal: abort.signal,
    });
    await started.promise;

    abort.abort('enough');

    await expect(call).rejects.toThrow('enough');
    await expect(stopped.promise).resolves.toBeUndefined();
  });
});

function sumOf(rows: ReturnType<typeof answeredRows>, column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}

function textsOf(result: object): string[] {
  return ((result as { content: unknown }).content as { text: string }[]).map(({ text }) => text);
}

function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../core/fixtures/${name}`, import.meta.url));
}
