import { createReport, memorySource, parseModelId, type Invocation } from '@bedrock-spend/core';
import { expect, it } from 'vitest';
import { shiftDates } from './shift-dates.ts';

const now = (): Date => new Date('2026-11-22T18:00:00Z');
const name = 'sample';

function invocation(timestamp: string): Invocation {
  return {
    timestampMs: Date.parse(timestamp),
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: timestamp,
    operation: 'Converse',
    model: parseModelId('amazon.nova-micro-v1:0'),
    principalArn: '',
    inferenceRegion: null,
    errorCode: null,
    blocked: false,
    serviceTier: null,
    inputTokens: 1000,
    outputTokens: 10,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: null,
    images: null,
    requestMetadata: null,
  };
}

// Seven days, Thursday to Wednesday.
const sample = memorySource(
  [
    '2026-03-05T23:59:59Z',
    '2026-03-06T01:00:00Z',
    '2026-03-08T00:00:00Z',
    '2026-03-11T12:00:00Z',
  ].map(invocation),
);

// 2026-11-22 is a Sunday.
it('moves days by whole weeks, and those that would be to come before the others', async () => {
  const source = await shiftDates(sample, { now, name });
  const { sections, sources } = await createReport(
    source,
    { days: 7, groupBy: ['hour'] },
    { now: now() },
  );
  expect(sections['byHour']!.map(({ key }) => key)).toEqual([
    '2026-11-18T12:00Z',
    '2026-11-19T23:00Z',
    '2026-11-20T01:00Z',
    '2026-11-22T00:00Z',
  ]);
  expect(sources[0]!.name).toBe('sample');
});

it('keeps every record on its weekday, whatever today is', async () => {
  for (let day = 0; day < 14; day += 1) {
    const today = new Date(now().getTime() + day * 86_400_000);
    const source = await shiftDates(sample, { now: () => today, name });
    const { totals, sections } = await createReport(source, { days: 7 }, { now: today });
    expect(totals.requests).toBe(4);
    const weekdays = sections['byDay']!.map(({ key }) => new Date(key).getUTCDay());
    expect(weekdays.toSorted((one, other) => one - other)).toEqual([0, 3, 4, 5]);
  }
});
