import { describe, expect, test } from 'vitest';

import { aggregate } from './aggregate.testing.ts';
import type { Invocation } from '../model/invocation.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import type { UsageRow } from '../model/usage-row.ts';

const made = (count: number | null): Invocation =>
  anInvocation({ images: { count, width: 1024, height: 512 } });

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
      { imageRequests: 2, images: 3 },
      { imageRequests: 1, images: null },
    ]);
  });

  test('that made images of unknown width has no size', () => {
    const rows = aggregate([anInvocation({ images: { count: 1, width: null, height: 512 } })]);
    expect(rows[0]?.key.imageSize).toBeNull();
  });
});
