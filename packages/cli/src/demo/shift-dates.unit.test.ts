import {
  createReport,
  memorySource,
  parseModelId,
  type Invocation,
  type LogSource,
  type ResolvedQuery,
} from '@bedrock-spend/core';
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

const sample = memorySource([
  invocation('2026-03-01T23:59:59Z'),
  invocation('2026-03-03T00:00:00Z'),
  invocation('2026-03-02T12:00:00Z'),
]);

it('moves the last record to today, and the others by as many whole days', async () => {
  const source = await shiftDates(sample, { now, name });
  const { sections, sources } = await createReport(
    source,
    { days: 3, groupBy: ['hour'] },
    { now: now() },
  );
  expect(sections['byHour']!.map(({ key }) => key)).toEqual([
    '2026-11-20T23:00Z',
    '2026-11-21T12:00Z',
    '2026-11-22T00:00Z',
  ]);
  expect(sources[0]!.name).toBe('sample');
});

it('asks the source for the days that the records have there', async () => {
  const asked: ResolvedQuery[] = [];
  const watched: LogSource = {
    ...sample,
    read(request) {
      asked.push(request.query);
      return sample.read(request);
    },
  };
  const source = await shiftDates(watched, { now, name });
  await createReport(source, { days: 1 }, { now: now() });
  expect(asked[1]!.window).toMatchObject({ since: '2026-03-03', until: '2026-03-03', days: 1 });
});
