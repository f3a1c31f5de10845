import { expect, test } from 'vitest';
import { mixedDefaults, mixedRecords } from './mixed-records.ts';

const records = mixedRecords();

test('the same seed gives the same log, another seed another one', () => {
  expect(mixedRecords()).toEqual(records);
  expect(mixedRecords({ seed: 8 })).not.toEqual(records);
});

test('both regions have the same tokens', () => {
  const sizes = ['us-east-1', 'eu-west-1'].map((region) =>
    records
      .filter((record) => record.region === region)
      .map(({ input, output, modelId }) => JSON.stringify({ modelId, input, output })),
  );
  expect(sizes[0]).toEqual(sizes[1]);
  expect(sizes[0]).toHaveLength(mixedDefaults.count / 2 + 2);
});

test('calls stand in the last second of the window, in its first, and on both sides of it', () => {
  const times = new Set(records.map((record) => record.timestamp));
  for (const time of [
    '2026-11-01T23:59:59Z',
    '2026-10-26T00:00:00Z',
    '2026-10-25T23:59:59Z',
    '2026-11-02T00:00:00Z',
  ]) {
    expect(times).toContain(time);
  }
});

test('every shape is there', () => {
  const text = records.map((record) => JSON.stringify(record)).join('\n');
  for (const sign of [
    '"cacheWriteInputTokenCount"',
    '"ttl":"1h"',
    '"serviceTier":{"type":"priority"}',
    '"INTERVENED"',
    '"ThrottlingException"',
    '"outputImageHeight"',
    ':application-inference-profile/',
    '"inputBodyS3Path"',
    'titan-embed',
    '"cache_creation_input_tokens"',
  ]) {
    expect(text).toContain(sign);
  }
});
