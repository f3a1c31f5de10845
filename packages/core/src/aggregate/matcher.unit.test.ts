import { describe, expect, test } from 'vitest';

import { aggregate, aQuery, callAt, endMs, requestsBy, startMs } from './aggregate.testing.ts';
import { createAggregator } from './create-aggregator.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';

describe('The window', () => {
  test('holds its first millisecond and its last, and nothing else', () => {
    const times = [startMs - 1, startMs, endMs - 1, endMs];
    const aggregator = createAggregator(aQuery());
    aggregator.add({
      invocations: times.map((timestampMs) => anInvocation({ timestampMs })),
      groups: [],
    });
    expect(aggregator.rows().map(({ key }) => key.usageDate)).toEqual(['2026-05-01', '2026-05-07']);
    expect(aggregator.counts()).toEqual({ outsideWindow: 2, filteredOut: 0, duplicates: 0 });
  });

  test('puts 23:59:59 of a day into that day', () => {
    expect(
      requestsBy('day', [callAt('2026-05-02T23:59:59Z'), callAt('2026-05-03T00:00:00Z')]),
    ).toEqual({
      '2026-05-02': 1,
      '2026-05-03': 1,
    });
  });
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
      groups: [],
    });
    expect(aggregator.rows().map(({ requests }) => requests)).toEqual([1]);
    expect(aggregator.counts().filteredOut).toBe(2);
  });
});

describe('De-duplication', () => {
  const twice = [anInvocation({ requestId: 'a' }), anInvocation({ requestId: 'a' })];

  test('counts a request id once when asked for', () => {
    const aggregator = createAggregator(aQuery({ deduplicate: true }));
    aggregator.add({ invocations: twice, groups: [] });
    aggregator.add({ invocations: twice, groups: [] });
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
