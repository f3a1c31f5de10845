import { describe, expect, test } from 'vitest';

import { filesSource } from './files.ts';
import { fixturePath, fixtureText, linesSource } from './fixtures.testing.ts';
import { createPriceBook, createReport, memorySource, present, type Dimension } from './index.ts';
import { anInvocation } from './model/invocation.testing.ts';
import { may, now, report, sumOf } from './report.testing.ts';

describe('The published example', () => {
  const query = { days: 17, until: '2025-04-22', regions: ['us-east-1'] };
  const source = filesSource([fixturePath('published-example.ndjson.gz')]);

  test('costs 7.4786 dollars', async () => {
    const { totals } = await report(source, query);
    expect(totals).toMatchObject({
      requests: 13060,
      served: 13060,
      effectiveInputTokens: 2992387,
      outputTokens: 254124,
      totalTokens: 3246511,
      costStatus: 'complete',
    });
    expect(totals.costUsd).toBe('7.47857168');
  });

  test('prints the documented text to the byte, and the spend part after it', async () => {
    const text = present(await report(source, query), { format: 'classic' });
    const block = fixtureText('published-example.usage-block.txt');
    expect(text.slice(0, block.length)).toBe(block);
    expect(text).toBe(fixtureText('published-example.classic.txt'));
  });

  test('says how often what was assumed', async () => {
    const { assumptions, totals } = await report(source, query);
    expect(assumptions).toContainEqual({
      kind: 'tier-standard',
      requests: 13060,
      costUsd: totals.costUsd,
    });
  });

  test('has no usage in a region where no call was made', async () => {
    const elsewhere = await report(source, { ...query, regions: ['eu-west-1'] });
    expect(elsewhere.totals.requests).toBe(0);
    expect(present(elsewhere, { format: 'classic' })).toBe(
      'No Bedrock usage data found for the specified period.\n',
    );
  });
});

describe('One record of every shape', () => {
  const lines = fixtureText('log-records.ndjson').trimEnd().split('\n');
  const query = { since: '2025-01-01', until: '2026-12-31' };

  test.each([false, true])('adds up when read from a file, strict: %s', async (strict) => {
    const path = fixturePath('log-records.ndjson');
    const { totals, rejected, partial, sources } = await report(
      filesSource({ paths: [path], strict }),
      query,
    );
    expect(totals).toMatchObject({
      requests: 17,
      served: 14,
      failed: 2,
      blocked: 1,
      effectiveInputTokens: 143925,
      outputTokens: 754,
      totalTokens: 144679,
      costStatus: 'incomplete',
    });
    expect(rejected).toMatchObject([
      { reason: 'not-json', count: 1, examples: [{ origin: path, line: 18 }] },
    ]);
    expect(partial).toEqual([]);
    expect(sources).toMatchObject([{ kind: 'files', name: path, records: 17 }]);
  });

  test.each<Dimension[]>([
    ['day', 'region', 'model', 'principal'],
    ['hour', 'account', 'operation', 'scope', 'tier'],
    ['role', 'person', 'applicationInferenceProfile', 'error', 'requestMetadata.team'],
  ])('says the same from a file as from parsed lines, by %s and others', async (...groupBy) => {
    const options = { ...query, groupBy };
    const { sources, rejected, ...read } = await report(
      filesSource([fixturePath('log-records.ndjson')]),
      options,
    );
    expect(await report(linesSource(lines), options)).toMatchObject(read);
    expect(sources).toHaveLength(1);
    expect(rejected).toHaveLength(1);
  });

  test('lists what has no price', async () => {
    const { unpriced } = await report(linesSource(lines), query);
    const idOf = (line: number) =>
      (JSON.parse(lines[line - 1] ?? '') as { modelId: string }).modelId;
    expect(unpriced.map(({ model }) => model)).toEqual(
      expect.arrayContaining([idOf(10), idOf(11), idOf(12), idOf(16)]),
    );
    for (const { reasons } of unpriced) expect(reasons).not.toHaveLength(0);
  });

  test('tells kimi-k2.5 and minimax-m2.5 apart', async () => {
    const { sections } = await report(linesSource(lines), query);
    const names = sections.byModel?.map(({ key }) => key);
    expect(names).toEqual(expect.arrayContaining(['kimi-k2.5', 'minimax-m2.5']));
    expect(names).not.toContain('5');
  });

  test.each(lines.slice(0, 17).map((line, index) => [index + 1, line] as const))(
    'changes by exactly the figures of record %i when that is deleted',
    async (number, line) => {
      const all = await report(linesSource(lines), query);
      const alone = await report(linesSource([line]), query);
      const others = await report(linesSource(lines.toSpliced(number - 1, 1)), query);
      expect(alone.totals.requests).toBe(1);
      expect(sumOf([alone.totals, others.totals])).toEqual(sumOf([all.totals]));
      for (const [name, rows] of Object.entries(all.sections)) {
        for (const row of rows) {
          const parts = [alone, others].flatMap(({ sections }) =>
            (sections[name] ?? []).filter(({ key }) => key === row.key),
          );
          expect(sumOf(parts)).toEqual(sumOf([row]));
        }
      }
    },
  );
});

describe('A report', () => {
  test('needs a source', async () => {
    await expect(report([], {})).rejects.toThrow(
      expect.objectContaining({
        code: 'INVALID_QUERY',
        message: 'Give at least one source: there is nothing to read.',
      }),
    );
  });

  test('repeats what was asked for', async () => {
    const asked = await report(memorySource([]), {
      month: '2026-05',
      timeZone: 'Asia/Kolkata',
      regions: ['us-west-2', 'eu-west-1'],
      accounts: ['111122223333'],
      where: [{ dimension: 'error', values: ['(none)'], negated: true }],
    });
    expect(asked).toMatchObject({
      window: { since: '2026-05-01', until: '2026-05-31', days: 31, askedAs: 'dates' },
      timeZone: 'Asia/Kolkata',
      regions: { asked: ['eu-west-1', 'us-west-2'], found: [] },
      filters: [
        { dimension: 'account', values: ['111122223333'], negated: false },
        { dimension: 'error', values: ['(none)'], negated: true },
      ],
      duplicates: null,
    });
  });

  test('counts a request once when asked to, and says how many were left out', async () => {
    const sources = [memorySource([anInvocation()]), memorySource([anInvocation()])];
    expect(await report(sources, { ...may, deduplicate: true })).toMatchObject({
      totals: { requests: 1 },
      duplicates: 1,
    });
  });

  test('goes by the prices that it is given', async () => {
    const prices = createPriceBook({
      overrides: [{ id: 'amazon.nova-lite-v1:0', input: '1', output: '2' }],
      discountPercent: '10',
    });
    const { totals, discountPercent } = await createReport(memorySource([anInvocation()]), may, {
      now,
      prices,
    });
    expect(discountPercent).toBe('10');
    expect(totals).toMatchObject({ costStatus: 'complete' });
  });
});
