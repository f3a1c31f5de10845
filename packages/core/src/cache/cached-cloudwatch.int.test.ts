import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { cachedSource } from './cached-source.ts';
import type { CellStore } from './cell-store.ts';
import { sqliteStore } from './sqlite-store.ts';
import { createInvocationGrouper } from '../aggregate/group-invocations.ts';
import { createReport, type Dimension, type LogSource, type Query, type Report } from '../index.ts';
import { arbitraryNoise, arbitraryRecord } from '../source/cloudwatch/arbitrary-records.testing.ts';
import {
  emulateLogs,
  target,
  type EmulatedLogs,
} from '../source/cloudwatch/emulated-log-group.testing.ts';
import type { QueryEngine } from '../source/cloudwatch/query-engine.ts';

const dayMs = 86_400_000;
// The emulated log groups are read at noon.
const now = new Date('2026-11-22T12:00:00Z');
const between = [now.getTime() - 6 * dayMs, now.getTime()] as const;

let aws: EmulatedLogs;
let folder = '';
let files = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bedrock-spend-cache-'));
  aws = await emulateLogs();
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await aws.stop();
});

function newStore() {
  files += 1;
  return sqliteStore(path.join(folder, `${files}.sqlite`));
}

function cached(leaf: LogSource, options: { store: CellStore; logGroup: string; engine: string }) {
  const { store, ...key } = options;
  const createGrouper = createInvocationGrouper;
  return cachedSource(leaf, { store, key: { ...target, ...key }, now: () => now, createGrouper });
}

const novaCall = {
  schemaType: 'ModelInvocationLog',
  operation: 'Converse',
  modelId: 'amazon.nova-micro-v1:0',
  input: { inputTokenCount: 10 },
  output: { outputTokenCount: 1 },
};

function callAt(timestamp: string, requestId: string): { timestamp: number; message: string } {
  const message = JSON.stringify({ ...novaCall, ...target, timestamp, requestId });
  return { timestamp: Date.parse(timestamp), message };
}

/** All that a report says but how much it took to read. */
function figures({ sources, queryCost: _, ...rest }: Report) {
  expect(sources).toHaveLength(1);
  return rest;
}

describe('Reports from CloudWatch', () => {
  const events = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: arbitraryRecord({ between, tellsMore: true }) },
      { weight: 1, arbitrary: arbitraryNoise(between) },
    ),
    { maxLength: 40 },
  );
  const query: fc.Arbitrary<Query> = fc
    .record({
      daysAgo: fc.nat(5),
      days: fc.integer({ min: 1, max: 4 }),
      timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
      groupBy: fc.constantFrom<Dimension[]>(
        ['day', 'model', 'principal'],
        ['hour', 'operation', 'error'],
        ['person', 'requestMetadata.team'],
      ),
    })
    .map(({ daysAgo, ...rest }) => ({
      ...rest,
      until: new Date(now.getTime() - daysAgo * dayMs).toISOString().slice(0, 10),
    }));

  test.each<QueryEngine>(['auto', 'filter'])(
    'are the same with a cache as without, whatever is asked in whatever order (%s)',
    async (engine) => {
      const queries = fc.array(query, { minLength: 2, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(events, queries, async (log, asked) => {
          const logGroup = await aws.put(log);
          const store = newStore();
          const leaf = aws.source(logGroup, engine);
          const source = cached(leaf, { store, logGroup, engine });
          for (const one of asked) {
            const direct = await createReport(leaf, one, { now });
            const kept = await createReport(source, one, { now });
            expect(figures(kept)).toEqual(figures(direct));
          }
          store.close();
        }),
        { numRuns: 12 },
      );
    },
    60_000,
  );

  test('of 90 days read only today the second time', async () => {
    const engine = 'auto';
    const log = fc.sample(arbitraryRecord({ between, tellsMore: false }), { numRuns: 30, seed: 3 });
    const logGroup = await aws.put(log);
    const store = newStore();
    const source = cached(aws.source(logGroup, engine), { store, logGroup, engine });
    await aws.emulator.control.clearRequests();
    const asked: { input: Record<string, unknown> }[][] = [];
    for (let times = 0; times < 2; times += 1) {
      await createReport(source, { days: 90, groupBy: ['day'] }, { now });
      asked.push(await aws.emulator.control.requests({ operation: 'StartQuery' }));
      await aws.emulator.control.clearRequests();
    }
    store.close();
    const today = Date.parse('2026-11-22') / 1000;
    expect(asked.map((queries) => queries.length)).toEqual([1, 1]);
    expect(asked[0]?.[0]?.input['startTime']).toBeLessThan(today);
    expect(asked[1]?.[0]?.input['startTime']).toBe(today);
  });

  // 22 November, 01:00 UTC: four hours of the six that are always read again are of the day before.
  test.each<QueryEngine>(['auto', 'filter'])(
    'hold a call that arrives late, of today or of the end of yesterday (%s)',
    async (engine) => {
      const early = new Date('2026-11-22T01:00:00Z');
      const logGroup = await aws.put([
        callAt('2026-11-20T10:00:00Z', 'first'),
        callAt('2026-11-21T20:00:00Z', 'second'),
      ]);
      const store = newStore();
      const leaf = aws.source(logGroup, engine, { now: () => early });
      const source = cachedSource(leaf, {
        store,
        key: { ...target, logGroup, engine },
        now: () => early,
        createGrouper: createInvocationGrouper,
      });
      const requests = async () =>
        (await createReport(source, { days: 3 }, { now: early })).totals.requests;
      expect(await requests()).toBe(2);
      await aws.emulator.control.putEvents({
        ...target,
        logGroup,
        events: [
          callAt('2026-11-21T19:30:00Z', 'late, of yesterday'),
          callAt('2026-11-22T00:30:00Z', 'late, of today'),
        ],
      });
      expect(await requests()).toBe(4);
      store.close();
    },
  );
});
