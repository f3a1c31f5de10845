import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createTestLog, dayMs, hourMs, type TestLog } from './kept-logs.testing.ts';
import type { CellStore } from './cell-store.ts';
import { memoryStore } from './memory-store.ts';
import { SpendError } from '../errors.ts';
import { createReport, type Dimension, type Query, type Report } from '../index.ts';
import { resolveQuery } from '../query/resolve-query.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';

const noon = Date.parse('2026-05-10T12:00:00Z');

/** What was asked, of the log itself and through the cache. */
async function both(log: TestLog, { store, query }: { store: CellStore; query: Query }) {
  const now = new Date(log.nowMs);
  const direct = await createReport(log, query, { now });
  const cached = await createReport(log.cached(store), query, { now });
  return { direct: figures(direct), cached: figures(cached) };
}

/** All but what the reading cost. */
function figures({ sources, queryCost: _, ...rest }: Report) {
  return { ...rest, kinds: sources.map(({ kind, name }) => [kind, name]) };
}

function callAt(time: string, requestId = time) {
  return anInvocation({ timestampMs: Date.parse(time), requestId });
}

describe('Whatever is asked, in whatever order,', () => {
  const calls = fc.array(
    fc.tuple(arbitraryInvocation([noon - 12 * dayMs, noon + dayMs]), fc.nat(6 * hourMs)),
    { maxLength: 40 },
  );
  const query: fc.Arbitrary<Query> = fc
    .record({
      daysAgo: fc.nat(11),
      days: fc.integer({ min: 1, max: 6 }),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/St_Johns'),
      groupBy: fc.subarray<Dimension>([
        'day',
        'hour',
        'account',
        'region',
        'model',
        'person',
        'operation',
        'error',
        'requestMetadata.team',
      ]),
      where: fc.constantFrom<Query['where']>(
        [],
        [{ dimension: 'operation', values: ['Converse'] }],
        [{ dimension: 'role', values: ['team-a'], negated: true }],
      ),
    })
    .map(({ daysAgo, ...rest }) => ({
      ...rest,
      until: new Date(noon - daysAgo * dayMs).toISOString().slice(0, 10),
    }));
  const steps = fc.array(fc.tuple(query, fc.nat(8 * hourMs)), { minLength: 1, maxLength: 5 });

  test('the report with a cache is the report without', async () => {
    await fc.assert(
      fc.asyncProperty(calls, steps, async (written, asked) => {
        const log = createTestLog(noon);
        const store = memoryStore();
        for (const [invocation, lateMs] of written) {
          log.write(invocation, invocation.timestampMs + lateMs);
        }
        for (const [query, passesMs] of asked) {
          log.nowMs += passesMs;
          const { direct, cached } = await both(log, { store, query });
          expect(cached).toEqual(direct);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('A second report', () => {
  test('reads only today and the last six hours again, and says what was kept', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-03T08:00:00Z'));
    log.write(callAt('2026-05-10T08:00:00Z'));
    const query = { days: 90 };
    const source = log.cached(store);
    const first = await createReport(source, query, { now: new Date(noon) });
    const second = await createReport(source, query, { now: new Date(noon) });
    expect(log.reads).toEqual([
      { startMs: Date.parse('2026-02-10'), endMs: Date.parse('2026-05-11') },
      { startMs: Date.parse('2026-05-10'), endMs: Date.parse('2026-05-11') },
    ]);
    expect(first.sources).toMatchObject([{ records: 2, bytes: 100 }]);
    expect(first.sources[0]).not.toHaveProperty('cachedRecords');
    expect(second.sources).toMatchObject([{ records: 2, bytes: 100, cachedRecords: 1 }]);
    expect(figures(second)).toEqual(figures(first));
  });

  test('asks for the hours of yesterday again that end less than six hours ago', async () => {
    const log = createTestLog(Date.parse('2026-05-10T03:20:00Z'));
    const store = memoryStore();
    const query: Query = { since: '2026-05-09', until: '2026-05-10', groupBy: ['hour'] };
    await both(log, { store, query });
    await createReport(log.cached(store), query, { now: new Date(log.nowMs) });
    expect(log.reads.at(-1)).toEqual({
      startMs: Date.parse('2026-05-09T21:00:00Z'),
      endMs: Date.parse('2026-05-11'),
    });
  });

  test('sees a record that arrived nearly six hours late', async () => {
    const log = createTestLog(Date.parse('2026-05-10T05:30:00Z'));
    const store = memoryStore();
    const late = callAt('2026-05-09T23:59:59Z');
    log.write(late, late.timestampMs + 6 * hourMs);
    const query = { since: '2026-05-09', until: '2026-05-09' };
    const early = await both(log, { store, query });
    expect(early.cached.totals.requests).toBe(0);
    log.nowMs = late.timestampMs + 6 * hourMs;
    const { cached, direct } = await both(log, { store, query });
    expect(direct.totals.requests).toBe(1);
    expect(cached).toEqual(direct);
  });

  test('with another filter or another zone of whole hours reads nothing again', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-03T08:00:00Z'));
    const may = { since: '2026-05-02', until: '2026-05-05' };
    const zones = { ...may, timeZone: 'Europe/Berlin', groupBy: ['principal', 'day'] } as const;
    await createReport(log.cached(store), zones, { now: new Date(noon) });
    log.reads.length = 0;
    const other: Query = {
      ...zones,
      since: '2026-05-03',
      timeZone: 'Europe/Lisbon',
      where: [{ dimension: 'role', values: ['team-a'] }],
    };
    // Lisbon's 5 May ends an hour after Berlin's.
    const report = await createReport(log.cached(store), other, { now: new Date(noon) });
    expect(log.reads).toEqual([
      { startMs: Date.parse('2026-05-05T22:00:00Z'), endMs: Date.parse('2026-05-05T23:00:00Z') },
    ]);
    expect(report.totals.requests).toBe(1);
  });

  test('does not believe cells that were kept when the clock was ahead', async () => {
    const log = createTestLog(noon + 30 * dayMs);
    const store = memoryStore();
    const query = { since: '2026-05-09', until: '2026-05-09' };
    await both(log, { store, query });
    log.nowMs = noon;
    log.write(callAt('2026-05-09T08:00:00Z'));
    const { cached } = await both(log, { store, query });
    expect(cached.totals.requests).toBe(1);
  });
});

describe('Nothing wrong is kept', () => {
  const query = { since: '2026-05-02', until: '2026-05-04' };
  const now = new Date(noon);

  test('of a reading that failed midway', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-02T08:00:00Z'));
    log.write(callAt('2026-05-03T08:00:00Z'));
    log.midway = () => {
      throw new SpendError('THROTTLED', 'Try again later.');
    };
    await expect(createReport(log.cached(store), query, { now })).rejects.toThrow('Try again');
    expect(await store.info()).toMatchObject({ cells: 0 });
    log.midway = () => ({});
    const { cached, direct } = await both(log, { store, query });
    expect(cached).toEqual(direct);
  });

  test('of a reading that was cancelled, also where the source just ends', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-02T08:00:00Z'));
    log.write(callAt('2026-05-03T08:00:00Z'));
    const stop = new AbortController();
    log.midway = async () => {
      stop.abort();
      return {};
    };
    const options = { now, signal: stop.signal };
    await expect(createReport(log.cached(store), query, options)).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    log.midway = () => ({});
    const { cached } = await both(log, { store, query });
    expect(cached.totals.requests).toBe(2);
    expect(log.reads.at(-1)).toMatchObject({ startMs: Date.parse('2026-05-02') });
  });

  test('of a reading that lacks something', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const missing = [{ origin: 'a log', reason: 'no-counts', message: 'Use --engine filter.' }];
    log.midway = () => ({ missing: missing as Report['partial'] });
    for (const times of [1, 2]) {
      const report = await createReport(log.cached(store), query, { now });
      expect(report.partial).toEqual(missing);
      expect(log.reads).toHaveLength(times);
    }
  });

  test('of a reading with rejections that do not tell their time', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const location = { origin: 'stream', line: null };
    log.reject({ reason: 'not-json', detail: 'it is not JSON', location });
    for (const times of [1, 2]) {
      const report = await createReport(log.cached(store), query, { now });
      expect(report.rejected).toMatchObject([{ reason: 'not-json', count: 1 }]);
      expect(log.reads).toHaveLength(times);
    }
  });

  test('but rejections that do are kept with their day', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const timestampMs = Date.parse('2026-05-03T07:00:00Z');
    const location = { origin: 'stream', line: null, timestampMs };
    log.reject({ reason: 'not-json', detail: 'it is not JSON', location });
    await both(log, { store, query });
    log.reads.length = 0;
    const again = await createReport(log.cached(store), query, { now });
    const day = { since: '2026-05-02', until: '2026-05-02' };
    const without = await createReport(log.cached(store), day, { now });
    expect(again.rejected).toMatchObject([{ reason: 'not-json', count: 1 }]);
    expect(without.rejected).toEqual([]);
    expect(log.reads).toEqual([]);
  });
});

describe('Reports at the same time', () => {
  const query = { since: '2026-05-02', until: '2026-05-04' };
  const now = new Date(noon);

  test('read once', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-03T08:00:00Z'));
    const wider = { since: '2026-05-01', until: '2026-05-10' };
    const reports = await Promise.all(
      [query, query, wider].map((one) => createReport(log.cached(store), one, { now })),
    );
    expect(reports.map(({ totals }) => totals.requests)).toEqual([1, 1, 1]);
    expect(log.reads).toEqual([
      { startMs: Date.parse('2026-05-02'), endMs: Date.parse('2026-05-05') },
      { startMs: Date.parse('2026-05-01'), endMs: Date.parse('2026-05-02') },
      { startMs: Date.parse('2026-05-05'), endMs: Date.parse('2026-05-11') },
    ]);
    expect(reports.map(({ sources }) => sources[0]?.cachedRecords)).toEqual([undefined, 1, 1]);
    expect(reports.map(({ queryCost }) => queryCost === null)).toEqual([false, true, false]);
  });

  test('do not lose the reading when the one that started it is cancelled', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    log.write(callAt('2026-05-03T08:00:00Z'));
    const gate = Promise.withResolvers<void>();
    log.midway = async () => {
      await gate.promise;
      return {};
    };
    const stop = new AbortController();
    const first = createReport(log.cached(store), query, { now, signal: stop.signal });
    const second = createReport(log.cached(store), query, { now });
    await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    gate.resolve();
    expect((await second).totals.requests).toBe(1);
    expect(log.reads).toHaveLength(1);
  });

  test('stop the reading when all of them are cancelled', async () => {
    const log = createTestLog(noon);
    const stop = new AbortController();
    const stopped = Promise.withResolvers<void>();
    log.midway = async ({ signal }) => {
      signal?.addEventListener('abort', () => stopped.resolve());
      stop.abort();
      await stopped.promise;
      return {};
    };
    const report = createReport(log.cached(memoryStore()), query, { now, signal: stop.signal });
    await expect(report).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(stopped.promise).resolves.toBeUndefined();
  });
});

describe('The cache is passed by', () => {
  test('where every call is needed by itself', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const twice = callAt('2026-05-03T08:00:00Z');
    log.write(twice);
    log.write(twice);
    const query = { since: '2026-05-02', until: '2026-05-04', deduplicate: true };
    const { cached } = await both(log, { store, query });
    expect(cached).toMatchObject({ duplicates: 1, totals: { requests: 1 } });
    expect(await store.info()).toMatchObject({ cells: 0 });
  });
});

describe('A plan', () => {
  test('names what is kept, which is free, and what has to be read', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const now = new Date(noon);
    await createReport(log.cached(store), { since: '2026-05-02', until: '2026-05-03' }, { now });
    const query = await resolveQuery({ since: '2026-05-01', until: '2026-05-10' }, { now });
    const planned = await log.cached(store).plan?.({ query });
    expect(planned).toEqual([
      {
        source: 'a log',
        query: null,
        startMs: Date.parse('2026-05-02'),
        endMs: Date.parse('2026-05-04'),
        scannedBytes: 0,
        costUsd: '0',
      },
      expect.objectContaining({
        startMs: Date.parse('2026-05-01'),
        endMs: Date.parse('2026-05-02'),
        costUsd: '1',
      }),
      expect.objectContaining({
        startMs: Date.parse('2026-05-04'),
        endMs: Date.parse('2026-05-11'),
        costUsd: '1',
      }),
    ]);
    expect(log.reads).toHaveLength(1);
  });

  test('reads all of it where every call is needed by itself', async () => {
    const log = createTestLog(noon);
    const store = memoryStore();
    const now = new Date(noon);
    const days = { since: '2026-05-02', until: '2026-05-03' };
    await createReport(log.cached(store), days, { now });
    const query = await resolveQuery({ ...days, deduplicate: true }, { now });
    const planned = await log.cached(store).plan?.({ query });
    expect(planned).toMatchObject([{ query: 'stats', startMs: Date.parse('2026-05-02') }]);
  });
});
