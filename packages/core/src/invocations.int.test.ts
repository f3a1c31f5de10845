import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { batchesSource, fixturePath } from './fixtures.testing.ts';
import { filesSource } from './files.ts';
import {
  createPriceBook,
  invocationOrders,
  listInvocations,
  memorySource,
  type Invocation,
  type InvocationList,
  type ListedInvocation,
  type ListOptions,
  type LogSource,
  type Query,
} from './index.ts';
import { anInvocation, arbitraryInvocation } from './model/invocation.testing.ts';
import { parseModelId } from './model/model-id.ts';
import { may, mayMs, now, report } from './report.testing.ts';

const example = fixturePath('published-example.ndjson.gz');
const published = { since: '2025-04-06', until: '2025-04-22' };

describe('A list of calls', () => {
  test('shows the most expensive calls of the published example first, and how many there are', async () => {
    const { invocations, matched, nextCursor, order } = await list(filesSource([example]), {
      ...published,
    });
    expect(order).toBe('cost');
    expect(matched).toBe(13_060);
    expect(nextCursor).not.toBeNull();
    expect(invocations).toHaveLength(20);
    expect(invocations[0]).toMatchObject({
      timestamp: '2025-04-14T14:50:36.000Z',
      model: 'command-r-plus-v1:0',
      modelId: 'cohere.command-r-plus-v1:0',
      inputTokens: 17_358,
      outputTokens: 91,
      totalTokens: 17_449,
      costUsd: '0.053439',
      costStatus: 'complete',
      assumptions: ['tier-standard', 'price-before-first-check'],
      requestId: '0321c4de-a7e5-4e9b-8744-57e1582dd890',
    });
  });

  test('adds up to the report, page by page', async () => {
    const source = filesSource([example]);
    const { totals } = await report(source, published);
    const calls = await everyPage(source, published, { limit: 5_000 });
    const cost = calls.reduce((sum, { costUsd }) => sum.plus(costUsd ?? '0'), new Big(0));
    expect(calls).toHaveLength(totals.requests);
    expect(cost.toFixed()).toBe(totals.costUsd);
    expect(new Set(calls.map(({ requestId }) => requestId)).size).toBe(totals.requests);
  });

  test('takes window and filters as the report does', async () => {
    const query: Query = {
      until: '2025-04-14',
      days: 2,
      regions: ['us-east-1'],
      where: [{ dimension: 'model', values: ['nova-lite-v1:0'] }],
    };
    const source = filesSource([example]);
    const { totals } = await report(source, query);
    const { matched, invocations, filters, regions } = await list(source, query, { limit: 100 });
    expect(totals.requests).toBeGreaterThan(0);
    expect(matched).toBe(totals.requests);
    expect(new Set(invocations.map(({ model }) => model))).toEqual(new Set(['nova-lite-v1:0']));
    expect(filters).toEqual([{ dimension: 'model', values: ['nova-lite-v1:0'], negated: false }]);
    expect(regions).toEqual({ asked: ['us-east-1'], found: ['us-east-1'] });
  });

  test('shows request ids and tags of log files though no dimension asks for them', async () => {
    const source = filesSource([fixturePath('log-records.ndjson')]);
    const year = { since: '2025-01-01', until: '2026-12-31' };
    const { invocations } = await list(source, year, { limit: 100 });
    expect(invocations.every(({ requestId }) => requestId !== '')).toBe(true);
    expect(invocations.filter((call) => call.requestMetadata !== null).length).toBeGreaterThan(0);
  });

  test('puts calls without a price behind those with one and before free ones, by their tokens', async () => {
    const failed = anInvocation({ requestId: 'failed', errorCode: 'X', ...noTokens });
    const small = unpriced('small', 1);
    const large = unpriced('large', 1_000_000);
    const cheap = anInvocation({ requestId: 'cheap', inputTokens: 1, outputTokens: 0 });
    const { invocations } = await list(memorySource([failed, small, large, cheap]), may);
    expect(invocations.map(({ requestId }) => requestId)).toEqual([
      'cheap',
      'large',
      'small',
      'failed',
    ]);
    expect(invocations.map(({ costUsd }) => costUsd)).toEqual(['0.00000006', null, null, '0']);
    expect(invocations.map(({ costStatus }) => costStatus)).toEqual([
      'complete',
      'unpriced',
      'unpriced',
      'complete',
    ]);
    expect(invocations[1]?.unpricedReasons).toEqual(['no price for this model']);
  });

  test('keeps unknown counts unknown', async () => {
    const call = anInvocation({ inputTokens: null, outputTokens: null });
    const { invocations } = await list(memorySource([call]), may);
    expect(invocations).toMatchObject([
      { inputTokens: null, outputTokens: null, totalTokens: null, costUsd: null },
    ]);
  });

  test('shows equal calls by time, the latest first, then by request id', async () => {
    const calls = [
      anInvocation({ requestId: 'b' }),
      anInvocation({ requestId: 'a' }),
      anInvocation({ requestId: 'c', timestampMs: mayMs[1] }),
    ];
    for (const order of invocationOrders) {
      const { invocations } = await list(memorySource(calls), may, { order });
      expect(invocations.map(({ requestId }) => requestId)).toEqual(['c', 'a', 'b']);
    }
  });

  test('can be ordered by time and by tokens', async () => {
    const early = anInvocation({ requestId: 'early', timestampMs: mayMs[0], inputTokens: 9 });
    const late = anInvocation({ requestId: 'late', timestampMs: mayMs[1], inputTokens: 8 });
    const source = memorySource([early, late]);
    const first = async (order: ListOptions['order']) =>
      (await list(source, may, { order })).invocations[0]?.requestId;
    expect(await first('time')).toBe('late');
    expect(await first('tokens')).toBe('early');
  });

  test('leaves out request ids that were listed before, where asked', async () => {
    const source = memorySource([anInvocation(), anInvocation()]);
    const twice = await list(source, may);
    const once = await list(source, { ...may, deduplicate: true });
    expect([twice.matched, twice.duplicates]).toEqual([2, null]);
    expect([once.matched, once.duplicates]).toEqual([1, 1]);
  });

  test('asks its source for single calls', async () => {
    const asked: unknown[] = [];
    const source: LogSource = {
      kind: 'memory',
      name: 'asked',
      async *read({ detail }) {
        asked.push(detail);
        yield { invocations: [], rejections: [], groups: [], missing: [], progress: null };
      },
    };
    await list(source, may);
    expect(asked).toEqual(['invocations']);
  });

  test('says what could not be read, skipped or listed', async () => {
    const missing = [{ origin: 'a.gz', reason: 'truncated', message: 'It ends.' }] as const;
    const location = { origin: 'a.gz', line: 3 };
    const rejections = [{ reason: 'not-json', detail: 'no JSON', location }] as const;
    const source = batchesSource([
      { missing, rejections, groups: [aGroup], scannedBytes: 2 ** 30 },
    ]);
    const answer = await list(source, may);
    expect(answer.partial.map(({ message }) => message)).toEqual([
      'It ends.',
      '3 calls came added up and cannot be listed one by one.',
    ]);
    expect(answer.rejected).toMatchObject([{ reason: 'not-json', count: 1 }]);
    expect(answer.queryCost).toMatchObject({ costUsd: '0.005' });
  });

  test('uses own prices', async () => {
    const prices = createPriceBook({
      overrides: [{ id: 'amazon.nova-lite-v1:0', input: '10', output: '0' }],
    });
    const { invocations } = await list(memorySource([anInvocation()]), may, { prices });
    expect(invocations[0]?.costUsd).toBe('0.001');
  });
});

describe('Whatever the calls, their order and batches', () => {
  const calls = fc
    .array(arbitraryInvocation(mayMs), { maxLength: 30 })
    // Some records stand in the log twice, as when two exports overlap.
    .chain((some) => fc.shuffledSubarray(some).map((again) => [...some, ...again]));
  const orders = fc.constantFrom(...invocationOrders);

  test('pages together show every call once, in one order', async () => {
    await fc.assert(
      fc.asyncProperty(calls, orders, fc.integer({ min: 1, max: 7 }), async (all, order, limit) => {
        const whole = await list(memorySource(all), may, { order, limit: 100 });
        const paged = await everyPage(memorySource(all), may, { order, limit });
        expect(whole.matched).toBe(all.length);
        expect(paged).toEqual(whole.invocations);
        expect(paged.map(({ requestId }) => requestId).sort()).toEqual(
          all.map(({ requestId }) => requestId).sort(),
        );
      }),
      { numRuns: 100 },
    );
  });

  test('the list is the same', async () => {
    const shuffled = calls.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length }),
        fc.integer({ min: 0, max: all.length }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, orders, async ([all, other, cut], order) => {
        const parts = [other.slice(0, cut), other.slice(cut)];
        const source = batchesSource(parts.map((invocations) => ({ invocations })));
        const sources = parts.map((part) => memorySource(part));
        const options = { order, limit: 5 };
        const wanted = await list(memorySource(all), may, options);
        for (const answer of [
          await list(source, may, options),
          await list(sources, may, options),
        ]) {
          expect(answer.invocations).toEqual(wanted.invocations);
          expect(answer.nextCursor).toBe(wanted.nextCursor);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('each cost is the one of a report on the call alone', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryInvocation(mayMs), async (call) => {
        const [{ totals }, { invocations }] = await Promise.all([
          report(memorySource([call]), may),
          list(memorySource([call]), may),
        ]);
        expect(invocations).toHaveLength(1);
        expect(invocations[0]?.costStatus).toBe(totals.costStatus);
        expect(invocations[0]?.costUsd ?? 'unpriced').toBe(
          totals.costStatus === 'unpriced' ? 'unpriced' : totals.costUsd,
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('A cursor', () => {
  const source = memorySource([anInvocation({ requestId: 'é😀' }), anInvocation()]);
  const cursorOf = async () => (await list(source, may, { limit: 1 })).nextCursor ?? '';

  test('is plain text that fits into a URL, and takes any request id', async () => {
    const cursor = await cursorOf();
    expect(cursor).toMatch(/^[\w-]+$/);
    const second = await list(source, may, { limit: 1, cursor });
    expect(second.invocations.map(({ requestId }) => requestId)).toEqual(['é😀']);
    expect(second.nextCursor).toBeNull();
  });

  test('may be followed with another limit', async () => {
    const { invocations } = await list(source, may, { limit: 50, cursor: await cursorOf() });
    expect(invocations).toHaveLength(1);
  });

  test.each([
    'rubbish',
    '',
    '%%%',
    btoa('[]'),
    btoa('[2,"0123456789abcdef","1",0,"","",1]'),
    btoa('[1,"x","-1",0,"","",1]'),
    'A'.repeat(5_000),
  ])('that is damaged is refused: %j', async (cursor) => {
    await expect(list(source, may, { cursor })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
      message:
        'The cursor is damaged: give the one of the last answer as it is, or none to begin anew.',
    });
  });

  test.each<[string, Query, ListOptions]>([
    ['window', { since: '2026-05-02', until: '2026-05-07' }, {}],
    ['region', { ...may, regions: ['us-east-1'] }, {}],
    ['account', { ...may, accounts: ['111122223333'] }, {}],
    ['log group', { ...may, logGroups: ['/other'] }, {}],
    ['filter', { ...may, where: [{ dimension: 'error', values: ['(none)'] }] }, {}],
    ['order', may, { order: 'time' }],
  ])('of a question with another %s is refused', async (_what, query, options) => {
    const cursor = await cursorOf();
    await expect(list(source, query, { ...options, cursor })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
      message: expect.stringContaining('belongs to another question') as string,
    });
  });
});

describe('A list that cannot be made', () => {
  test.each([0, -1, 1.5, 10_001, Number.NaN])('is refused for the limit %s', async (limit) => {
    await expect(list(memorySource([]), may, { limit })).rejects.toMatchObject({
      code: 'INVALID_QUERY',
      message: expect.stringContaining('from 1 to 10000') as string,
    });
  });

  test('is refused for an order that does not exist', async () => {
    const order = 'size' as 'cost';
    await expect(list(memorySource([]), may, { order })).rejects.toMatchObject({
      message: 'There is no order "size"; use cost, time, tokens.',
    });
  });

  test('is refused without a source', async () => {
    await expect(list([], may)).rejects.toMatchObject({ code: 'INVALID_QUERY' });
  });

  test('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort();
    await expect(list(memorySource([]), may, { signal })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
  });
});

function list(
  source: LogSource | LogSource[],
  query: Query,
  options: ListOptions = {},
): Promise<InvocationList> {
  return listInvocations(source, query, { now, ...options });
}

async function everyPage(
  source: LogSource,
  query: Query,
  options: ListOptions,
): Promise<ListedInvocation[]> {
  const calls: ListedInvocation[] = [];
  let cursor: string | undefined;
  do {
    const page = await list(source, query, { ...options, cursor });
    expect(page.invocations.length).toBeLessThanOrEqual(options.limit ?? 20);
    calls.push(...page.invocations);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return calls;
}

const noTokens = { inputTokens: null, outputTokens: null };

function unpriced(requestId: string, inputTokens: number): Invocation {
  const model = parseModelId('example.never-heard-of-v1:0');
  return anInvocation({ requestId, model, inputTokens });
}

const aGroup = {
  ...anInvocation(),
  inputTokens: 300,
  outputTokens: 30,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  cacheWriteUnsplitTokens: 0,
  requestSizeClass: 0,
  imageSize: null,
  requests: 3,
  unknownCounts: 0,
  imageRequests: 0,
  images: 0,
} as const;
