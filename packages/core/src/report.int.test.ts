import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';

import { batchesSource, fixtureText, linesSource } from './fixtures.testing.ts';
import {
  createPriceBook,
  createReport,
  memorySource,
  parseModelId,
  present,
  SpendError,
} from './index.ts';
import type {
  Dimension,
  Invocation,
  LogSource,
  Progress,
  Query,
  Report,
  UsageTotals,
} from './index.ts';
import { anInvocation, arbitraryInvocation } from './model/invocation.testing.ts';

const now = new Date('2026-11-22T12:00:00Z');
const may = { since: '2026-05-01', until: '2026-05-07' };
const mayMs = [Date.parse('2026-05-01T00:00:00Z'), Date.parse('2026-05-08T00:00:00Z') - 1] as const;

const report = (source: LogSource | LogSource[], query: Query) =>
  createReport(source, query, { now });

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

describe('The published example', () => {
  const query = { days: 17, until: '2025-04-22', regions: ['us-east-1'] };
  const source = linesSource(fixtureText('published-example.ndjson.gz').split('\n'));

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

  test('adds up', async () => {
    const { totals, rejected } = await report(linesSource(lines, 'log-records.ndjson'), query);
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
    expect(rejected).toEqual([
      {
        reason: 'not-json',
        count: 1,
        examples: [{ origin: 'log-records.ndjson', line: 18, detail: 'the line is not JSON' }],
      },
    ]);
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

describe('Whatever the calls', () => {
  const calls = fc.array(arbitraryInvocation(mayMs), { maxLength: 40 });
  const groupings = fc.constantFrom<Dimension[]>(
    ['day', 'region', 'model', 'principal'],
    ['hour', 'account', 'operation', 'scope', 'tier'],
    ['role', 'person', 'applicationInferenceProfile', 'error', 'requestMetadata.team'],
  );

  test('every section adds up to the totals, in tokens, requests and dollars', async () => {
    await fc.assert(
      fc.asyncProperty(calls, groupings, async (invocations, groupBy) => {
        const { totals, sections } = await report(memorySource(invocations), { ...may, groupBy });
        expect(Object.keys(sections)).toHaveLength(groupBy.length);
        for (const rows of Object.values(sections)) {
          expect(sumOf(rows)).toEqual(sumOf([totals]));
          expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
        }
        expect(totals.served + totals.failed + totals.blocked).toBe(totals.requests);
        expect(totals.requests).toBe(invocations.length);
      }),
    );
  });

  test('pricing groups comes to the same as pricing every call by itself', async () => {
    const prices = createPriceBook({ discountPercent: '12.5' });
    await fc.assert(
      fc.asyncProperty(calls, async (invocations) => {
        const options = { now, prices };
        const together = await createReport(memorySource(invocations), may, options);
        const alone = await Promise.all(
          invocations.map((invocation) => createReport(memorySource([invocation]), may, options)),
        );
        expect(sumOf(alone.map(({ totals }) => totals))).toEqual(sumOf([together.totals]));
        expect(alone.every(({ totals }) => totals.costStatus === 'complete')).toBe(
          together.totals.costStatus === 'complete',
        );
      }),
      { numRuns: 40 },
    );
  });

  test('order, batches and sources change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(calls, fc.integer({ min: 0, max: 40 }), async (invocations, cut) => {
        const whole = await report(memorySource(invocations), may);
        const backwards = invocations.toReversed();
        const batches = [backwards.slice(0, cut), backwards.slice(cut)];
        const inBatches = await report(
          batchesSource(batches.map((part) => ({ invocations: part }))),
          may,
        );
        const inSources = await report(
          batches.map((part) => memorySource(part)),
          may,
        );
        expect(figures(inBatches)).toEqual(figures(whole));
        expect(figures(inSources)).toEqual(figures(whole));
      }),
      { numRuns: 60 },
    );
  });
});

describe('Time', () => {
  test('at 23:59:59 of until is in the report, a second later is not', async () => {
    const until = Date.parse('2026-05-07T23:59:59Z');
    const calls = [until, until + 1_000].map((timestampMs) => anInvocation({ timestampMs }));
    const { totals, sections } = await report(memorySource(calls), may);
    expect(totals.requests).toBe(1);
    expect(sections.byDay).toMatchObject([{ key: '2026-05-07' }]);
  });

  test('goes by the clocks of the zone, at its ends and inside', async () => {
    const times = [
      '2026-10-24T21:59:59Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59Z',
      '2026-10-25T23:00:00Z',
    ];
    const calls = times.map((time) => anInvocation({ timestampMs: Date.parse(time) }));
    const query = { since: '2026-10-25', until: '2026-10-25', timeZone: 'Europe/Berlin' };
    const { totals, sections } = await report(memorySource(calls), query);
    expect(totals.requests).toBe(2);
    expect(sections.byDay).toMatchObject([{ key: '2026-10-25', requests: 2 }]);
  });

  test('lists hours in the order of time when the clocks go back', async () => {
    const times = ['2026-10-25T02:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T00:30:00Z'];
    const calls = times.map((time) => anInvocation({ timestampMs: Date.parse(time) }));
    const query: Query = {
      since: '2026-10-25',
      until: '2026-10-25',
      timeZone: 'Europe/Berlin',
      groupBy: ['hour'],
    };
    const { sections } = await report(memorySource(calls), query);
    expect(sections.byHour?.map(({ key }) => key)).toEqual([
      '2026-10-25T02:00+02:00',
      '2026-10-25T02:00+01:00',
      '2026-10-25T03:00+01:00',
    ]);
  });
});

describe('Sections', () => {
  test('are sorted by total tokens, ties by name', async () => {
    const calls = [
      callWith('us-west-2', 5),
      callWith('eu-west-1', 5),
      callWith('us-east-1', 9),
      callWith('ap-south-1', 1),
    ];
    const { sections, regions } = await report(memorySource(calls), may);
    expect(sections.byRegion?.map(({ key }) => key)).toEqual([
      'us-east-1',
      'eu-west-1',
      'us-west-2',
      'ap-south-1',
    ]);
    expect(regions.found).toEqual(['ap-south-1', 'eu-west-1', 'us-east-1', 'us-west-2']);
  });
});

describe('A cost', () => {
  test('of nothing is complete', async () => {
    expect(await statusOf()).toBe('complete');
  });

  test('is unpriced when nothing that was used has a price', async () => {
    expect(await statusOf(unheardOf)).toBe('unpriced');
    const failed = anInvocation({ errorCode: 'X', inputTokens: null, outputTokens: null });
    expect(await statusOf(unheardOf, failed)).toBe('unpriced');
  });

  test('is incomplete when a part has a price', async () => {
    expect(await statusOf(unheardOf, anInvocation())).toBe('incomplete');
  });

  test('is incomplete when a count is unknown', async () => {
    expect(await statusOf(anInvocation({ outputTokens: null }))).toBe('incomplete');
  });
});

describe('Reading', () => {
  const call = anInvocation();

  test('counts what was skipped by reason, with the first five places', async () => {
    const rejections = Array.from({ length: 7 }, (_, index) => ({
      reason: 'invalid-record' as const,
      detail: 'timestamp is missing',
      location: { origin: 'a.ndjson', line: index + 1 },
    }));
    const first = batchesSource([
      { rejections: rejections.slice(0, 3) },
      { rejections: rejections.slice(3, 6) },
    ]);
    const second = batchesSource([{ rejections: rejections.slice(6), invocations: [call] }]);
    const { rejected, totals } = await report([first, second], may);
    expect(totals.requests).toBe(1);
    expect(rejected).toMatchObject([{ reason: 'invalid-record', count: 7 }]);
    expect(rejected[0]?.examples.map(({ line }) => line)).toEqual([1, 2, 3, 4, 5]);
  });

  test('tells what is missing and counts the rest', async () => {
    const missing = [
      { origin: 'b.gz', reason: 'truncated' as const, message: 'The file ends early.' },
    ];
    const { partial, totals } = await report(
      batchesSource([{ missing }, { invocations: [call] }]),
      may,
    );
    expect(partial).toEqual(missing);
    expect(totals.requests).toBe(1);
  });

  test('goes on without a source that cannot be read, and says so', async () => {
    const { partial, totals, sources } = await report(
      [
        failingSource(new SpendError('SOURCE_NOT_FOUND', 'There is no file a.')),
        memorySource([call]),
      ],
      may,
    );
    expect(totals.requests).toBe(1);
    expect(partial).toEqual([
      { origin: 'failing', reason: 'not-found', message: 'There is no file a.' },
    ]);
    expect(sources.map(({ records }) => records)).toEqual([0, 1]);
  });

  test('fails when no source can be read', async () => {
    const errors = [
      new SpendError('SOURCE_NOT_FOUND', 'a'),
      new SpendError('SOURCE_UNREADABLE', 'b'),
    ];
    const [first, second] = errors.map(failingSource);
    expect(await failureOf(report([first!, second!], may))).toBe(errors[0]);
    expect(await failureOf(report(second!, may))).toBe(errors[1]);
  });

  test('does not take a bug of a source for a source that cannot be read', async () => {
    const bug = new TypeError('undefined is not a function');
    expect(await failureOf(report([memorySource([call]), failingSource(bug)], may))).toBe(bug);
  });

  test('names the sources with their records, those outside the window included', async () => {
    const progress = { bytesRead: 1200, bytesTotal: 1200, records: 2 };
    const invocations = [call, anInvocation({ timestampMs: 0 })];
    const { sources, totals } = await report(
      batchesSource([{ invocations, progress }], 'logs'),
      may,
    );
    expect(sources).toEqual([{ kind: 'memory', name: 'logs', records: 2, bytes: 1200 }]);
    expect(totals.requests).toBe(1);
  });

  test('tells the progress of all sources together', async () => {
    const seen = vi.fn<(progress: Progress) => void>();
    await createReport([sourceOfBytes(10, 10), sourceOfBytes(5, 20)], may, {
      now,
      onProgress: seen,
    });
    expect(seen).toHaveBeenLastCalledWith({ bytesRead: 15, bytesTotal: 30, records: 2 });
    await createReport([sourceOfBytes(10, 10), sourceOfBytes(5, null)], may, {
      now,
      onProgress: seen,
    });
    expect(seen).toHaveBeenLastCalledWith({ bytesRead: 15, bytesTotal: null, records: 2 });
  });

  test('stops when it is cancelled, also in the middle', async () => {
    const controller = new AbortController();
    const source: LogSource = {
      ...batchesSource([]),
      async *read() {
        yield* batchesSource([{ invocations: [call] }]).read({ query: null! });
        controller.abort();
        yield* batchesSource([{ invocations: [call] }]).read({ query: null! });
      },
    };
    const error = await failureOf(createReport(source, may, { now, signal: controller.signal }));
    expect(SpendError.isInstance(error) && error.code).toBe('CANCELLED');
  });

  test('does not begin when the query is wrong', async () => {
    const read = vi.fn<LogSource['read']>();
    const error = await failureOf(report({ kind: 'memory', name: 'never', read }, { days: 0 }));
    expect(SpendError.isInstance(error) && error.code).toBe('INVALID_QUERY');
    expect(read).not.toHaveBeenCalled();
  });
});

describe('A report', () => {
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

const unheardOf = anInvocation({ model: parseModelId('example.never-heard-of-v1:0') });

async function statusOf(...calls: Invocation[]): Promise<string> {
  return (await report(memorySource(calls), may)).totals.costStatus;
}

function callWith(region: string, inputTokens: number): Invocation {
  return anInvocation({ region, inputTokens, outputTokens: 0 });
}

function sourceOfBytes(bytesRead: number, bytesTotal: number | null): LogSource {
  return batchesSource([{ progress: { bytesRead, bytesTotal, records: 1 } }]);
}

/** All but the names of the sources. */
function figures({ sources, ...rest }: Report): Partial<Report> {
  expect(sources).not.toHaveLength(0);
  return rest;
}

function failingSource(error: Error): LogSource {
  return {
    kind: 'memory',
    name: 'failing',
    // oxlint-disable-next-line require-yield -- it fails first
    async *read() {
      throw error;
    },
  };
}

const counted = [
  'requests',
  'served',
  'failed',
  'blocked',
  'unknownCounts',
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWriteTokens',
  'effectiveInputTokens',
  'totalTokens',
  'unpricedRequests',
] as const satisfies readonly (keyof UsageTotals)[];

/** Sums, with dollars in a unit fine enough to be whole. */
function sumOf(parts: readonly UsageTotals[]): Record<string, number | bigint> {
  const sums = counted.map(
    (name) => [name, parts.reduce((sum, part) => sum + part[name], 0)] as const,
  );
  return {
    ...Object.fromEntries(sums),
    cost: parts.reduce((sum, { costUsd }) => sum + wholeUnits(costUsd), 0n),
  };
}

function wholeUnits(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(24, '0'));
}
