import { describe, expect, test } from 'vitest';

import { memorySource, type Invocation, type Query } from '../index.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import { may, report } from '../report.testing.ts';

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

describe('What has no price', () => {
  test('is told apart from calls that failed', async () => {
    const failed = anInvocation({ ...unheardOf, errorCode: 'ModelTimeoutException' });
    const { unpriced } = await report(memorySource([failed]), may);
    expect(unpriced).toMatchObject([
      {
        requests: 0,
        totalTokens: 110,
        reasons: ['no price for this model', 'used by calls that failed'],
      },
    ]);
    const both = await report(memorySource([failed, unheardOf]), may);
    expect(both.unpriced).toMatchObject([
      { requests: 1, totalTokens: 220, reasons: ['no price for this model'] },
    ]);
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
    const shortest = anInvocation({ inputTokens: 1, outputTokens: 0 });
    expect(await statusOf(unheardOf, shortest)).toBe('incomplete');
  });

  test('is incomplete when a count is unknown', async () => {
    expect(await statusOf(anInvocation({ outputTokens: null }))).toBe('incomplete');
    expect(await statusOf(anInvocation(), uncounted)).toBe('incomplete');
  });

  test('is unpriced when every count is unknown', async () => {
    expect(await statusOf(uncounted)).toBe('unpriced');
  });
});

const uncounted = anInvocation({ inputTokens: null, outputTokens: null });
const unheardOf = anInvocation({ model: parseModelId('example.never-heard-of-v1:0') });

async function statusOf(...calls: Invocation[]): Promise<string> {
  return (await report(memorySource(calls), may)).totals.costStatus;
}

function callWith(region: string, inputTokens: number): Invocation {
  return anInvocation({ region, inputTokens, outputTokens: 0 });
}
