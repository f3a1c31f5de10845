import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Invocation } from '../model/invocation.ts';
import { createModelIds } from './model-ids.ts';
import { isFault, parseRecord, type RecordFault } from './parse-record.ts';
import { aRecord, fixtureRecords } from './record.testing.ts';

function invocationOf(value: unknown): Invocation {
  const parsed = parseRecord(value);
  if (isFault(parsed)) throw new Error(parsed.detail);
  return parsed;
}

function faultOf(value: unknown): RecordFault {
  const parsed = parseRecord(value);
  if (!isFault(parsed)) throw new Error('the record was taken');
  return parsed;
}

const [metadataOnly, failed, , cached, , blocked, embedding, throttled, tagged, , , , , , , image] =
  fixtureRecords.map((record) => () => invocationOf(record));

describe('the records of the fixture', () => {
  test('a record of metadata alone gives every field of the envelope', () => {
    expect(metadataOnly?.()).toEqual({
      timestampMs: Date.parse('2026-09-08T12:10:33Z'),
      accountId: '111122223333',
      region: 'ap-northeast-1',
      requestId: 'a1b2c3d4-0001-4000-8000-000000000001',
      operation: 'Converse',
      model: expect.objectContaining({ baseModel: 'amazon.nova-micro-v1:0', geography: 'apac' }),
      principalArn: 'arn:aws:sts::111122223333:assumed-role/chat-service/i-0abc',
      inferenceRegion: null,
      errorCode: null,
      blocked: false,
      serviceTier: null,
      inputTokens: 1,
      outputTokens: 8,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      cacheWrite1hTokens: null,
      images: null,
      requestMetadata: null,
    });
  });

  test('failed calls without counts have none, which is not unknown', () => {
    const none = { inputTokens: 0, outputTokens: 0, blocked: false };

    expect(failed?.()).toMatchObject({ ...none, errorCode: 'ResourceNotFoundException' });
    expect(throttled?.()).toMatchObject({ ...none, errorCode: 'ThrottlingException' });
  });

  test('cached tokens stand beside the input, which excludes them', () => {
    expect(cached?.()).toMatchObject({
      inputTokens: 1,
      cacheReadTokens: 129_709,
      cacheWriteTokens: 411,
      cacheWrite1hTokens: null,
      outputTokens: 326,
      inferenceRegion: 'ap-southeast-4',
    });
  });

  test('a call that a guardrail stopped before the model is blocked and has no tokens', () => {
    expect(blocked?.()).toMatchObject({ blocked: true, inputTokens: 0, outputTokens: 0 });
  });

  test('an embedding makes no output tokens', () => {
    expect(embedding?.()).toMatchObject({ inputTokens: 12, outputTokens: 0 });
  });

  test('counts, lifetimes of cache writes and tier come from the body where the envelope has none', () => {
    expect(tagged?.()).toMatchObject({
      inputTokens: 100,
      outputTokens: 50,
      cacheReadTokens: 9000,
      cacheWriteTokens: 1000,
      cacheWrite1hTokens: 600,
      serviceTier: 'flex',
      requestMetadata: { team: 'search', feature: 'summaries' },
    });
  });

  test('an image model has the size of its images and no tokens', () => {
    expect(image?.()).toMatchObject({
      timestampMs: Date.parse('2026-05-02T10:00:07.250Z'),
      images: { count: null, width: 1024, height: 1024 },
      inputTokens: 0,
      outputTokens: 0,
    });
  });

  test('the order of keys does not matter', () => {
    const shuffled = fixtureRecords.map((record) =>
      fc
        .shuffledSubarray(Object.keys(record), { minLength: Object.keys(record).length })
        .map((keys) => [Object.fromEntries(keys.map((key) => [key, record[key]])), record]),
    );

    fc.assert(
      fc.property(fc.oneof(...shuffled), ([other, record]) => {
        expect(parseRecord(other)).toEqual(parseRecord(record));
      }),
    );
  });
});

describe('what is a record', () => {
  test.each([null, 1, 'text', [], {}, { schemaType: 'SomethingElse', timestamp: '', modelId: '' }])(
    '%j is not an invocation record',
    (value) => {
      expect(faultOf(value).reason).toBe('not-an-invocation-record');
    },
  );

  test('a record without schemaType is one if it has timestamp, modelId and operation', () => {
    const { schemaType: _, ...record } = aRecord();
    const { operation: __, ...withoutOperation } = record;

    expect(invocationOf(record)).toMatchObject({ inputTokens: 100 });
    expect(faultOf(withoutOperation).reason).toBe('not-an-invocation-record');
  });

  test.each([
    ['timestamp', undefined, 'timestamp is missing'],
    ['timestamp', null, 'timestamp is missing'],
    ['timestamp', 1_788_869_433_000, 'timestamp is not an ISO-8601 time with a zone'],
    ['timestamp', '2026-02-30T00:00:00Z', 'timestamp is not an ISO-8601 time with a zone'],
    ['modelId', undefined, 'modelId is missing'],
    ['modelId', { secret: 'prompt' }, 'modelId is not text'],
    ['modelId', '', 'modelId is not text'],
  ])('%s of %j makes it invalid: %s', (field, value, detail) => {
    expect(faultOf(aRecord({ [field]: value }))).toEqual({ reason: 'invalid-record', detail });
  });

  test('a record in which everything has the wrong type is invalid, not a crash', () => {
    const wrong = Object.fromEntries(
      Object.keys(aRecord()).map((key) => [key, key === 'schemaType' ? 'ModelInvocationLog' : 7]),
    );

    expect(faultOf(wrong)).toEqual({ reason: 'invalid-record', detail: 'modelId is not text' });
  });

  test('other fields of the wrong type are empty', () => {
    const record = aRecord({
      accountId: 111_122_223_333,
      region: ['us-east-1'],
      requestId: {},
      operation: 7,
      identity: 'arn',
      inferenceRegion: 1,
      requestMetadata: ['team'],
    });

    expect(invocationOf(record)).toMatchObject({
      accountId: '',
      region: '',
      requestId: '',
      operation: '',
      principalArn: '',
      inferenceRegion: null,
      requestMetadata: null,
    });
  });

  test('tags that are not text are left out', () => {
    const { requestMetadata } = invocationOf(aRecord({ requestMetadata: { team: 'a', n: 1 } }));

    expect(requestMetadata).toEqual({ team: 'a' });
  });

  test.each([
    [429, '429'],
    [{}, 'unknown'],
  ])('an errorCode of %j still marks a failure', (code, name) => {
    expect(invocationOf(aRecord({ errorCode: code })).errorCode).toBe(name);
  });

  test('nothing is found on the prototype of objects', () => {
    expect(faultOf(JSON.parse('{"__proto__":{"schemaType":"ModelInvocationLog"}}')).reason).toBe(
      'not-an-invocation-record',
    );
  });
});

const notCounts = [-1, 1.5, 2 ** 53, '7', true, [], {}];

describe('counts of the envelope', () => {
  test.each(notCounts)('a count of %j is unknown, not 0', (count) => {
    const record = aRecord({
      input: { inputTokenCount: count },
      output: { outputTokenCount: count },
    });

    expect(invocationOf(record)).toMatchObject({ inputTokens: null, outputTokens: null });
  });

  test.each(notCounts)('a cache count of %j makes the input unknown', (count) => {
    const read = invocationOf(aRecord({ input: { cacheReadInputTokenCount: count } }));
    const write = invocationOf(aRecord({ input: { cacheWriteInputTokenCount: count } }));

    expect(read).toMatchObject({ inputTokens: null, cacheReadTokens: 0, outputTokens: 10 });
    expect(write).toMatchObject({ inputTokens: null, cacheWriteTokens: 0, outputTokens: 10 });
  });

  test('missing counts of a served call are unknown', () => {
    expect(
      invocationOf(
        aRecord({ input: { inputTokenCount: null }, output: { outputTokenCount: undefined } }),
      ),
    ).toMatchObject({
      inputTokens: null,
      outputTokens: null,
    });
    expect(invocationOf(aRecord({ input: { inputTokenCount: undefined } }))).toMatchObject({
      inputTokens: null,
      outputTokens: 10,
    });
  });

  test('counts of a failed call are kept: AWS may bill them', () => {
    expect(invocationOf(aRecord({ errorCode: 'ModelStreamErrorException' }))).toMatchObject({
      inputTokens: 100,
      outputTokens: 10,
    });
  });

  test.each([
    ['amazon.titan-embed-text-v2:0', { inputTokens: null, outputTokens: 0 }],
    ['cohere.rerank-v3-5:0', { inputTokens: null, outputTokens: 0 }],
    ['amazon.nova-canvas-v1:0', { inputTokens: 0, outputTokens: 0 }],
    ['amazon.nova-reel-v1:0', { inputTokens: 0, outputTokens: 0 }],
    ['amazon.nova-pro-v1:0', { inputTokens: null, outputTokens: null }],
  ])('%s without counts has %j', (modelId, counts) => {
    expect(
      invocationOf(
        aRecord({
          modelId,
          input: { inputTokenCount: undefined },
          output: { outputTokenCount: undefined },
        }),
      ),
    ).toMatchObject(counts);
  });

  test('a failed image call made no images', () => {
    const record = aRecord({
      modelId: 'amazon.nova-canvas-v1:0',
      errorCode: 'ValidationException',
    });

    expect(invocationOf(record).images).toBeNull();
  });
});

describe('parseRecord', () => {
  test('gives the same model object for the same id', () => {
    const modelOf = createModelIds();
    const [first, second] = [aRecord(), aRecord()].map((record) => parseRecord(record, modelOf));

    expect(first).toHaveProperty('model');
    expect((first as Invocation).model).toBe((second as Invocation).model);
  });

  test('never throws, whatever the value', () => {
    const names = [
      'schemaType',
      'timestamp',
      'modelId',
      'input',
      'output',
      'outputBodyJson',
      'usage',
    ];
    const anything = fc.anything({ key: fc.oneof(fc.constantFrom(...names), fc.string()) });
    const record = fc
      .record({ timestamp: anything, modelId: anything, input: anything, output: anything })
      .map((fields) => ({ ...aRecord(), ...fields }));

    fc.assert(
      fc.property(fc.oneof(anything, record), (value) => {
        expect(() => parseRecord(value)).not.toThrow();
      }),
      { numRuns: 2000 },
    );
  });
});
