import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createEventStore } from '../event-store/create-event-store.ts';
import { queryOf, rowsOf, START_MS } from './insights.testing.ts';

const event = fc.record({
  hour: fc.integer({ min: 0, max: 5 }),
  model: fc.constantFrom('a', 'b', null),
  tokens: fc.option(fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.integer().map(String))),
});

function storeOf(events: readonly { hour: number; model: string | null; tokens: unknown }[]) {
  const store = createEventStore();
  const group = { accountId: '1', region: 'us-east-1', name: 'g', logClass: 'STANDARD' } as const;
  const groupId = store.createGroup(group);
  const stored = events.map(({ hour, model, tokens }) => {
    const timestamp = START_MS + hour * 3_600_000;
    return { timestamp, message: JSON.stringify({ model, tokens }), ingestionTime: timestamp };
  });
  store.append(groupId, 'stream', stored);
  return { store, groupIds: [groupId] };
}

describe('stats by groups', () => {
  test.each(['', ', count_distinct(model)'])(
    'counts and sums what a plain loop does, with other aggregations: "%s"',
    async (others) => {
      await fc.assert(
        fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
          const expected = new Map<string, { calls: number; total: number | null }>();
          for (const { hour, model, tokens } of events) {
            const key = `${hour} ${model ?? 'none'}`;
            const group = expected.get(key) ?? { calls: 0, total: null };
            const total = tokens === null ? group.total : (group.total ?? 0) + Number(tokens);
            expected.set(key, { calls: group.calls + 1, total });
          }
          const text = `stats count(*) as calls, sum(tokens) as total${others} by bin(1h) as hour, model`;
          const rows = await rowsOf(text, storeOf(events));
          const found = rows.map(({ hour = '', model = 'none', calls, total }) => {
            const hours = (Date.parse(`${hour}Z`) - START_MS) / 3_600_000;
            return [
              `${hours} ${model}`,
              { calls: Number(calls), total: total === undefined ? null : Number(total) },
            ] as const;
          });
          expect(new Map(found)).toEqual(expected);
          expect(found).toHaveLength(expected.size);
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('runQuery over many events', () => {
  const many = storeOf(
    Array.from({ length: 9_001 }, (_, index) => ({ hour: index % 3, model: 'a', tokens: 1 })),
  );

  test('reads every event once, though thousands have the same time', async () => {
    const { rows, statistics } = await queryOf('stats count(*) as n, sum(tokens) as t', many);
    expect(rows).toEqual([
      [
        { field: 'n', value: '9001' },
        { field: 't', value: '9001' },
      ],
    ]);
    expect(statistics).toMatchObject({ recordsScanned: 9_001, recordsMatched: 9_001 });
    const all = await queryOf('fields @timestamp', many, { limit: 100_000 });
    expect(new Set(all.rows.map((row) => row.at(-1)?.value)).size).toBe(9_001);
  });

  test('gives at most 10,000 rows where nothing is said, and counts all that matched', async () => {
    const more = storeOf(
      Array.from({ length: 12_000 }, () => ({ hour: 1, model: 'a', tokens: 1 })),
    );
    const { rows, statistics } = await queryOf('fields model', more);
    expect(rows).toHaveLength(10_000);
    expect(statistics.recordsMatched).toBe(12_000);
  });

  test('tells what it has so far', async () => {
    const seen: (string | undefined)[] = [];
    await queryOf('stats count(*) as n', many, {
      onProgress: ({ rows, statistics }) => {
        seen.push(rows()[0]?.[0]?.value);
        expect(statistics.recordsScanned).toBe(Number(seen.at(-1)));
      },
    });
    expect(seen).toEqual(['2000', '4000', '6000', '8000', '9001']);
  });

  test('leaves room for other work and stops when it is told to', async () => {
    const stop = new AbortController();
    const query = queryOf('fields @message', many, {
      signal: stop.signal,
      onProgress: () => setImmediate(() => stop.abort(new Error('stopped'))),
    });
    await expect(query).rejects.toThrow('stopped');
    const { statistics } = await queryOf('fields @message', many);
    expect(statistics.recordsScanned).toBe(9_001);
  });

  test('runs several queries at once', async () => {
    const counts = await Promise.all(
      [0, 1, 2].map((hour) =>
        rowsOf(`filter @timestamp = ${START_MS + hour * 3_600_000} | stats count(*) as n`, many),
      ),
    );
    expect(counts).toEqual([[{ n: '3001' }], [{ n: '3000' }], [{ n: '3000' }]]);
  });
});
