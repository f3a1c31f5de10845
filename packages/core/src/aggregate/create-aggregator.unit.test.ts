import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createAggregator } from './create-aggregator.ts';
import { defaultDimensions, dimensions, type Dimension } from '../model/dimension.ts';
import type { Invocation } from '../model/invocation.ts';
import { anInvocation, arbitraryInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import type { ResolvedQuery } from '../model/query.ts';
import { tokenKinds } from '../model/tokens.ts';
import type { UsageRow } from '../model/usage-row.ts';

const startMs = Date.parse('2026-05-01T00:00:00Z');
const endMs = Date.parse('2026-05-08T00:00:00Z');

function aQuery(facts: Partial<ResolvedQuery> = {}): ResolvedQuery {
  return {
    window: { since: '2026-05-01', until: '2026-05-07', days: 7, askedAs: 'days', startMs, endMs },
    timeZone: 'UTC',
    regions: [],
    accounts: [],
    groupBy: defaultDimensions,
    where: [],
    deduplicate: false,
    ...facts,
  };
}

function aggregate(
  invocations: readonly Invocation[],
  facts: Partial<ResolvedQuery> = {},
): readonly UsageRow[] {
  const aggregator = createAggregator(aQuery(facts));
  aggregator.add({ invocations, rows: [] });
  return aggregator.rows();
}

/** Values of one dimension with the number of requests of each. */
function requestsBy(
  dimension: Dimension,
  invocations: readonly Invocation[],
  facts: Partial<ResolvedQuery> = {},
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const row of aggregate(invocations, { groupBy: [dimension], ...facts })) {
    const value = row.dimensions[dimension] ?? 'missing';
    counts[value] = (counts[value] ?? 0) + row.requests;
  }
  return counts;
}

const made = (count: number | null): Invocation =>
  anInvocation({ images: { count, width: 1024, height: 512 } });

const at = (timestamp: string, facts: Partial<Invocation> = {}): Invocation =>
  anInvocation({ timestampMs: Date.parse(timestamp), ...facts });

describe('A group', () => {
  test('adds up the calls that agree in everything', () => {
    const rows = aggregate([
      anInvocation({ inputTokens: 1, outputTokens: 2, cacheReadTokens: 3 }),
      anInvocation({ inputTokens: 10, outputTokens: 20, cacheReadTokens: 30 }),
    ]);
    expect(rows).toEqual([
      {
        key: {
          model: parseModelId('amazon.nova-lite-v1:0'),
          region: 'us-east-1',
          serviceTier: null,
          requestSizeClass: 0,
          usageDate: '2026-05-02',
          imageSize: null,
        },
        dimensions: {
          day: '2026-05-02',
          region: 'us-east-1',
          model: 'nova-lite-v1:0',
          principal: 'arn:aws:sts::111122223333:assumed-role/team-a/app',
        },
        requests: 2,
        failed: 0,
        blocked: 0,
        unknownCounts: 0,
        inputTokens: 11,
        outputTokens: 22,
        cacheReadTokens: 33,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        cacheWriteUnsplitTokens: 0,
        imageRequests: 0,
        images: 0,
      },
    ]);
  });

  test.each<[string, Partial<Invocation>]>([
    ['model as called', { model: parseModelId('us.amazon.nova-lite-v1:0') }],
    ['region', { region: 'us-west-2' }],
    ['tier', { serviceTier: 'standard' }],
    ['size class', { inputTokens: 100_001 }],
    ['UTC day', { timestampMs: Date.parse('2026-05-03T10:00:00Z') }],
    ['image size', { images: { count: 1, width: 512, height: 512 } }],
  ])('holds calls of one %s only, whatever is asked for', (_, facts) => {
    const rows = aggregate([anInvocation(), anInvocation(facts), anInvocation()], { groupBy: [] });
    expect(rows.map(({ requests }) => requests)).toEqual([2, 1]);
  });

  test('is the same for two copies of a model id', () => {
    const rows = aggregate([
      anInvocation({ model: parseModelId('amazon.nova-lite-v1:0') }),
      anInvocation({ model: parseModelId('amazon.nova-lite-v1:0') }),
    ]);
    expect(rows).toHaveLength(1);
  });

  test('is split by every dimension asked for', () => {
    const calls = [
      anInvocation({ requestMetadata: { team: 'ads' } }),
      anInvocation({ requestMetadata: { team: 'search' } }),
    ];
    expect(aggregate(calls, { groupBy: [] })).toHaveLength(1);
    expect(aggregate(calls, { groupBy: ['requestMetadata.team'] })).toHaveLength(2);
  });
});

describe('The size class of a request', () => {
  test.each([
    [100_000, 0],
    [100_001, 100_000],
    [128_000, 100_000],
    [128_001, 128_000],
    [200_001, 200_000],
    [256_001, 256_000],
    [272_000, 256_000],
    [272_001, 272_000],
    [900_000, 272_000],
  ])('with %i effective input tokens is %i', (tokens, sizeClass) => {
    const [row] = aggregate([
      anInvocation({ inputTokens: 1, cacheReadTokens: tokens - 3, cacheWriteTokens: 2 }),
    ]);
    expect(row?.key.requestSizeClass).toBe(sizeClass);
  });
});

describe('A call', () => {
  test.each<[string, Partial<Invocation>, Partial<UsageRow>]>([
    ['that failed', { errorCode: 'ThrottlingException' }, { failed: 1 }],
    ['that was blocked', { blocked: true }, { blocked: 1 }],
    ['that failed and was blocked', { errorCode: 'X', blocked: true }, { failed: 1, blocked: 0 }],
    ['without an input count', { inputTokens: null }, { unknownCounts: 1, inputTokens: 0 }],
    ['without an output count', { outputTokens: null }, { unknownCounts: 1, outputTokens: 0 }],
    [
      'without any count that failed',
      { errorCode: 'X', inputTokens: null, outputTokens: null },
      { failed: 1, unknownCounts: 0 },
    ],
    [
      'without any count that was blocked',
      { blocked: true, inputTokens: null, outputTokens: null },
      { blocked: 1, unknownCounts: 0 },
    ],
  ])('%s is counted once, as that', (_, facts, expected) => {
    const [row] = aggregate([anInvocation(facts)]);
    expect(row).toMatchObject({
      requests: 1,
      failed: 0,
      blocked: 0,
      unknownCounts: 0,
      ...expected,
    });
  });

  test.each<[string, Partial<Invocation>, number[]]>([
    ['no lifetime is not split', { cacheWriteTokens: 9 }, [0, 0, 9]],
    ['a lifetime is split', { cacheWriteTokens: 9, cacheWrite1hTokens: 4 }, [5, 4, 0]],
    ['all of 5 minutes', { cacheWriteTokens: 9, cacheWrite1hTokens: 0 }, [9, 0, 0]],
    ['more of 1 hour than in all', { cacheWriteTokens: 9, cacheWrite1hTokens: 10 }, [0, 9, 0]],
  ])('whose cache writes have %s', (_, facts, expected) => {
    const [row] = aggregate([anInvocation(facts)]);
    expect([
      row?.cacheWrite5mTokens,
      row?.cacheWrite1hTokens,
      row?.cacheWriteUnsplitTokens,
    ]).toEqual(expected);
  });

  test('that made images is counted with their number and size', () => {
    expect(aggregate([made(2), made(3)])).toMatchObject([
      { imageRequests: 2, images: 5, key: { imageSize: '1024x512' } },
    ]);
    expect(aggregate([made(2), made(null), made(1)])).toMatchObject([
      { imageRequests: 3, images: null },
    ]);
  });

  test('that made images of unknown width has no size', () => {
    const rows = aggregate([anInvocation({ images: { count: 1, width: null, height: 512 } })]);
    expect(rows[0]?.key.imageSize).toBeNull();
  });
});

describe('The window', () => {
  test('holds its first millisecond and its last, and nothing else', () => {
    const times = [startMs - 1, startMs, endMs - 1, endMs];
    const aggregator = createAggregator(aQuery());
    aggregator.add({
      invocations: times.map((timestampMs) => anInvocation({ timestampMs })),
      rows: [],
    });
    expect(aggregator.rows().map(({ key }) => key.usageDate)).toEqual(['2026-05-01', '2026-05-07']);
    expect(aggregator.counts()).toEqual({ outsideWindow: 2, filteredOut: 0, duplicates: 0 });
  });

  test('puts 23:59:59 of a day into that day', () => {
    expect(requestsBy('day', [at('2026-05-02T23:59:59Z'), at('2026-05-03T00:00:00Z')])).toEqual({
      '2026-05-02': 1,
      '2026-05-03': 1,
    });
  });
});

describe('Days and hours', () => {
  const year = {
    window: {
      ...aQuery().window,
      startMs: Date.parse('2026-01-01T00:00:00Z'),
      endMs: Date.parse('2027-01-01T00:00:00Z'),
    },
  };

  test('of Berlin follow the clocks of Berlin', () => {
    const facts = { ...year, timeZone: 'Europe/Berlin' };
    const calls = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'];
    expect(
      requestsBy(
        'day',
        calls.map((time) => at(time)),
        facts,
      ),
    ).toEqual({
      '2026-03-28': 1,
      '2026-03-29': 1,
      '2026-03-30': 1,
    });
  });

  test('tell the two hours apart that Berlin has when the clocks go back', () => {
    const facts = { ...year, timeZone: 'Europe/Berlin' };
    const calls = ['2026-10-25T00:10:00Z', '2026-10-25T01:10:00Z', '2026-10-25T02:10:00Z'];
    expect(
      requestsBy(
        'hour',
        calls.map((time) => at(time)),
        facts,
      ),
    ).toEqual({
      '2026-10-25T02:00+02:00': 1,
      '2026-10-25T02:00+01:00': 1,
      '2026-10-25T03:00+01:00': 1,
    });
  });

  test('of Kolkata begin half past an hour of UTC', () => {
    const facts = { ...year, timeZone: 'Asia/Kolkata' };
    const calls = [at('2026-05-02T18:29:59Z'), at('2026-05-02T18:30:00Z')];
    expect(requestsBy('day', calls, facts)).toEqual({ '2026-05-02': 1, '2026-05-03': 1 });
    expect(requestsBy('hour', calls, facts)).toEqual({
      '2026-05-02T23:00+05:30': 1,
      '2026-05-03T00:00+05:30': 1,
    });
  });

  test('of London in winter have the offset of UTC', () => {
    const facts = { ...year, timeZone: 'Europe/London' };
    expect(requestsBy('hour', [at('2026-01-02T03:04:05Z')], facts)).toEqual({
      '2026-01-02T03:00+00:00': 1,
    });
  });

  test('of UTC are those of the log', () => {
    expect(requestsBy('hour', [at('2026-05-02T23:59:59.999Z')])).toEqual({
      '2026-05-02T23:00Z': 1,
    });
  });

  test('keep the UTC day that the price goes by', () => {
    const [row] = aggregate([at('2026-05-02T20:00:00Z')], { ...year, timeZone: 'Asia/Tokyo' });
    expect(row).toMatchObject({
      key: { usageDate: '2026-05-02' },
      dimensions: { day: '2026-05-03' },
    });
  });

  test('agree with the clocks of every zone at every quarter hour', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'America/St_Johns',
        ),
        fc.integer({ min: year.window.startMs, max: year.window.endMs - 1 }),
        (timeZone, timestampMs) => {
          const [row] = aggregate([anInvocation({ timestampMs })], {
            ...year,
            timeZone,
            groupBy: ['day', 'hour'],
          });
          const clock = new Date(timestampMs).toLocaleString('sv-SE', { timeZone });
          expect(row?.dimensions.day).toBe(clock.slice(0, 10));
          const hour = row?.dimensions.hour ?? '';
          expect(hour.slice(0, 13)).toBe(clock.slice(0, 13).replace(' ', 'T'));
          const minutesIntoHour = (timestampMs - Date.parse(hour)) / 60_000;
          expect(minutesIntoHour).toBeGreaterThanOrEqual(0);
          expect(minutesIntoHour).toBeLessThan(60);
        },
      ),
    );
  });
});

describe('Every dimension', () => {
  const sso = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_01/ana@example.com';
  const profile =
    'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/a1b2c3d4e5f6';

  test.each<[Dimension, Partial<Invocation>, string]>([
    ['account', { accountId: '444455556666' }, '444455556666'],
    ['account', { accountId: '' }, '(none)'],
    ['region', { region: '' }, '(none)'],
    ['model', { model: parseModelId('moonshotai.kimi-k2.5') }, 'kimi-k2.5'],
    ['principal', { principalArn: '' }, '(none)'],
    ['operation', { operation: 'InvokeModel' }, 'InvokeModel'],
    ['operation', { operation: '' }, '(none)'],
    ['scope', { model: parseModelId('us.amazon.nova-pro-v1:0') }, 'geo'],
    ['scope', { model: parseModelId('global.amazon.nova-pro-v1:0') }, 'global'],
    ['scope', { region: 'us-gov-west-1' }, 'gov'],
    ['scope', {}, 'in-region'],
    ['tier', { serviceTier: 'flex' }, 'flex'],
    ['tier', { serviceTier: null }, '(none)'],
    ['role', {}, 'team-a'],
    ['role', { principalArn: 'arn:aws:iam::111122223333:user/division/ci' }, 'user/ci'],
    ['role', { principalArn: 'arn:aws:iam::111122223333:root' }, 'root'],
    [
      'role',
      { principalArn: 'arn:aws:sts::111122223333:federated-user/bob' },
      'federated-user/bob',
    ],
    ['role', { principalArn: 'someone' }, '(none)'],
    ['person', { principalArn: sso }, 'ana@example.com'],
    ['person', {}, '(none)'],
    ['applicationInferenceProfile', { model: parseModelId(profile) }, profile],
    ['applicationInferenceProfile', {}, '(none)'],
    ['error', { errorCode: 'ThrottlingException' }, 'ThrottlingException'],
    ['error', {}, '(none)'],
    ['requestMetadata.team', { requestMetadata: { team: 'search' } }, 'search'],
    ['requestMetadata.team', { requestMetadata: { feature: 'x' } }, '(none)'],
    ['requestMetadata.team', {}, '(none)'],
    ['requestMetadata.constructor', { requestMetadata: {} }, '(none)'],
  ])('%s of %j is %s', (dimension, facts, value) => {
    expect(requestsBy(dimension, [anInvocation(facts)])).toEqual({ [value]: 1 });
  });

  test.each([...dimensions, 'requestMetadata.team' as const])(
    '%s filters as it groups',
    (dimension) => {
      fc.assert(
        fc.property(
          fc.array(arbitraryInvocation([startMs, endMs - 1]), { minLength: 1, maxLength: 30 }),
          (calls) => {
            const all = requestsBy(dimension, calls);
            const [value = ''] = Object.keys(all);
            const where = [{ dimension, values: [value] }];
            expect(requestsBy(dimension, calls, { where })).toEqual({ [value]: all[value] });
            const others = { ...all };
            delete others[value];
            const negated = where.map((filter) => ({ ...filter, negated: true }));
            expect(requestsBy(dimension, calls, { where: negated })).toEqual(others);
          },
        ),
        { numRuns: 20 },
      );
    },
  );
});

describe('Filters', () => {
  test('on regions and accounts let through what was asked for', () => {
    const calls = [
      anInvocation(),
      anInvocation({ region: 'us-west-2' }),
      anInvocation({ accountId: '444455556666' }),
    ];
    expect(requestsBy('region', calls, { regions: ['us-west-2', 'eu-west-1'] })).toEqual({
      'us-west-2': 1,
    });
    expect(requestsBy('account', calls, { accounts: ['444455556666'] })).toEqual({
      '444455556666': 1,
    });
  });

  test.each(['nova-lite-v1:0', 'amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0', 'ARN'])(
    'on models take the name %s',
    (name) => {
      const arn =
        'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-lite-v1:0';
      const value = name === 'ARN' ? arn : name;
      const calls = [
        anInvocation({ model: parseModelId(arn) }),
        anInvocation({ model: parseModelId('x.y') }),
      ];
      const where = [{ dimension: 'model' as const, values: [value] }];
      expect(requestsBy('model', calls, { where })).toEqual({ 'nova-lite-v1:0': 1 });
    },
  );

  test('have to be met all at once, and what they leave out is counted', () => {
    const aggregator = createAggregator(
      aQuery({
        where: [
          { dimension: 'region', values: ['us-east-1'] },
          { dimension: 'error', values: ['(none)'] },
        ],
      }),
    );
    aggregator.add({
      invocations: [
        anInvocation(),
        anInvocation({ region: 'us-west-2' }),
        anInvocation({ errorCode: 'ThrottlingException' }),
      ],
      rows: [],
    });
    expect(aggregator.rows().map(({ requests }) => requests)).toEqual([1]);
    expect(aggregator.counts().filteredOut).toBe(2);
  });
});

describe('De-duplication', () => {
  const twice = [anInvocation({ requestId: 'a' }), anInvocation({ requestId: 'a' })];

  test('counts a request id once when asked for', () => {
    const aggregator = createAggregator(aQuery({ deduplicate: true }));
    aggregator.add({ invocations: twice, rows: [] });
    aggregator.add({ invocations: twice, rows: [] });
    expect(aggregator.rows()).toMatchObject([{ requests: 1 }]);
    expect(aggregator.counts().duplicates).toBe(3);
  });

  test('is left out when not asked for', () => {
    expect(aggregate(twice)).toMatchObject([{ requests: 2 }]);
  });

  test('leaves calls without a request id alone', () => {
    const nameless = anInvocation({ requestId: '' });
    expect(aggregate([nameless, nameless], { deduplicate: true })).toMatchObject([{ requests: 2 }]);
  });

  test('does not count a call outside the window as the first', () => {
    const outside = anInvocation({ requestId: 'a', timestampMs: endMs });
    expect(aggregate([outside, ...twice], { deduplicate: true })).toMatchObject([{ requests: 1 }]);
  });
});

describe('Whatever the calls', () => {
  const calls = fc.array(arbitraryInvocation([startMs, endMs - 1]), { maxLength: 60 });
  const groupings = fc.constantFrom<readonly Dimension[]>(
    defaultDimensions,
    [],
    ['hour', 'person'],
    ['role', 'requestMetadata.team', 'tier'],
  );

  test('order and batches change nothing', () => {
    fc.assert(
      fc.property(
        calls,
        groupings,
        fc.integer({ min: 1, max: 7 }),
        (invocations, groupBy, size) => {
          const inBatches = createAggregator(aQuery({ groupBy }));
          const backwards = invocations.toReversed();
          for (let index = 0; index < backwards.length; index += size) {
            inBatches.add({ invocations: backwards.slice(index, index + size), rows: [] });
          }
          expect(canonical(inBatches.rows())).toEqual(
            canonical(aggregate(invocations, { groupBy })),
          );
        },
      ),
    );
  });

  test('rows of an engine and calls one by one come to the same', () => {
    fc.assert(
      fc.property(calls, calls, groupings, (first, second, groupBy) => {
        const merged = createAggregator(aQuery({ groupBy }));
        merged.add({ invocations: first, rows: aggregate(second, { groupBy }) });
        expect(canonical(merged.rows())).toEqual(
          canonical(aggregate([...first, ...second], { groupBy })),
        );
      }),
    );
  });

  test('every call and every token is in one row', () => {
    fc.assert(
      fc.property(calls, groupings, (invocations, groupBy) => {
        const rows = aggregate(invocations, { groupBy });
        const sum = (read: (row: UsageRow) => number) =>
          rows.reduce((total, row) => total + read(row), 0);
        expect(sum(({ requests }) => requests)).toBe(invocations.length);
        const tokens = tokenKinds.reduce((total, kind) => total + sum((row) => row[kind]), 0);
        const expected = invocations.reduce(
          (total, call) =>
            total +
            (call.inputTokens ?? 0) +
            (call.outputTokens ?? 0) +
            call.cacheReadTokens +
            call.cacheWriteTokens,
          0,
        );
        expect(tokens).toBe(expected);
        for (const row of rows) {
          expect(row.failed + row.blocked + row.unknownCounts).toBeLessThanOrEqual(row.requests);
        }
      }),
    );
  });

  test('rows that are merged are not changed', () => {
    const rows = aggregate([anInvocation()]);
    const before = structuredClone(rows);
    const aggregator = createAggregator(aQuery());
    aggregator.add({ invocations: [anInvocation()], rows });
    aggregator.add({ invocations: [], rows });
    expect(rows).toEqual(before);
    expect(aggregator.rows()).toMatchObject([{ requests: 3 }]);
  });
});

function canonical(rows: readonly UsageRow[]): unknown[] {
  return rows
    .map((row) => JSON.stringify({ ...row, key: { ...row.key, model: row.key.model.id } }))
    .sort();
}
