import { describe, expect, test } from 'vitest';

import { answerRow } from './answer-row.ts';
import { countColumns, sumColumns } from './query-columns.ts';
import { readGroup } from './read-group.ts';
import { createModelIds } from '../../../normalize/model-ids.ts';

const columns = { bucketMs: 86_400_000, principal: true, operation: true, metadataKeys: ['team'] };

/** Four whole calls; what a test is about is said in `facts`, where `null` is what the row lacks. */
function read(facts: Record<string, string | number | null> = {}) {
  const values: Record<string, string | number | null> = {
    bucket: '2026-05-01 00:00:00.000',
    account_id: '111122223333',
    call_region: 'us-east-1',
    model_id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    requests: 4,
    ...Object.fromEntries(Object.keys(sumColumns).map((column) => [column, null])),
    ...Object.fromEntries(Object.keys(countColumns).map((column) => [column, 0])),
    calls_with_time: 4,
    calls_with_input: 4,
    calls_with_output: 4,
    calls_with_either: 4,
    calls_found_input: 4,
    calls_named_input: 4,
    calls_named_output: 4,
    calls_named_caller: 0,
    calls_named_tag_0: 0,
    sum_input: 400,
    sum_output: 40,
    size_class: 0,
    has_input: 1,
    has_output: 1,
    has_read: 0,
    has_write: 0,
    has_write_0: 0,
    has_write_1: 0,
    write_differs: 0,
    ...facts,
  };
  const fields = Object.entries(values).flatMap(([field, value]) =>
    value === null ? [] : [{ field, value: String(value) }],
  );
  return readGroup(answerRow(fields), { columns, modelOf: createModelIds() });
}

/** A row of calls without input and output tokens. */
const nothingCounted = { sum_input: 0, sum_output: 0, has_input: 0, has_output: 0 };
/** A row of calls whose input and output counts are missing. */
const noCounts = {
  ...nothingCounted,
  sum_input: null,
  sum_output: null,
  calls_with_input: 0,
  calls_with_output: 0,
  calls_with_either: 0,
  calls_found_input: 0,
  calls_named_input: 0,
  calls_named_output: 0,
};

test('A row of whole calls is a group of them', () => {
  const { bucketMs, group, unseenCalls } = read({
    caller: 'arn:aws:iam::111122223333:root',
    call_operation: 'Converse',
    tag_0: 'search',
    tier: 'default',
  });
  expect(unseenCalls).toBe(0);
  expect(bucketMs).toBe(Date.parse('2026-05-01'));
  expect(group).toMatchObject({
    timestampMs: bucketMs,
    accountId: '111122223333',
    region: 'us-east-1',
    operation: 'Converse',
    principalArn: 'arn:aws:iam::111122223333:root',
    requestMetadata: { team: 'search' },
    serviceTier: 'standard',
    errorCode: null,
    blocked: false,
    requests: 4,
    unknownCounts: 0,
    inputTokens: 400,
    outputTokens: 40,
    imageRequests: 0,
    images: 0,
  });
});

test('Numbers mean the same with a fraction of 0', () => {
  const { group, unseenCalls } = read({
    sum_input: '4.0E2',
    has_input: '1.0',
    has_output: '1.0',
    requests: '4.0',
  });
  expect(unseenCalls).toBe(0);
  expect(group).toMatchObject({ requests: 4, inputTokens: 400 });
});

test('Calls without a model are not seen at all', () => {
  expect(read({ model_id: null })).toMatchObject({ group: null, unseenCalls: 4 });
});

describe('Calls that lack a count', () => {
  test('are counted once, also where they lack both', () => {
    const { group, unseenCalls } = read({
      calls_with_input: 3,
      calls_with_output: 2,
      calls_with_either: 3,
    });
    expect(group?.unknownCounts).toBe(2);
    expect(unseenCalls).toBe(4);
  });

  test('are whole where their model makes none', () => {
    const embedded = {
      model_id: 'amazon.titan-embed-text-v2:0',
      sum_output: null,
      has_output: 0,
      calls_with_output: 0,
      calls_named_output: 0,
    };
    expect(read(embedded)).toMatchObject({ unseenCalls: 0, group: { unknownCounts: 0 } });
    // The envelope may count what the model is not known to make.
    expect(read({ ...embedded, calls_named_output: 1 }).unseenCalls).toBe(4);
  });

  test('are whole where they failed, unless something names a count', () => {
    const failed = { ...noCounts, error_code: 'ThrottlingException' };
    expect(read(failed)).toMatchObject({ unseenCalls: 0, group: { unknownCounts: 0 } });
    expect(read({ ...failed, calls_named_output: 1 }).unseenCalls).toBe(4);
  });
});

describe('Calls that a guardrail stopped', () => {
  const stopped = { ...noCounts, guarded: '"', calls_named_guard: 4 };

  test('are blocked where nothing was counted', () => {
    expect(read(stopped)).toMatchObject({ unseenCalls: 0, group: { blocked: true } });
    expect(read({ ...stopped, ...nothingCounted })).toMatchObject({ group: { blocked: true } });
  });

  test('are served where the model has answered', () => {
    const answered = read({ guarded: '"', calls_named_guard: 4 });
    expect(answered).toMatchObject({ unseenCalls: 0, group: { blocked: false } });
  });

  test('are in doubt where the guardrail may be one of a quoted record', () => {
    expect(read({ ...stopped, guarded: null }).unseenCalls).toBe(4);
    expect(read({ ...stopped, second_output: '"output"' }).unseenCalls).toBe(4);
    expect(read({ ...nothingCounted, calls_named_guard: 1 }).unseenCalls).toBe(4);
  });
});

describe('Cache writes', () => {
  const written = { has_write: 1, sum_write: 100, calls_with_write: 4, calls_named_write: 4 };
  const split = { ...written, sum_write_0: 30, sum_write_1: 70, calls_with_write_0: 4 };

  test('have the lifetimes that the body tells where they make up the total', () => {
    const converse = { ...split, calls_with_write_1: 4, lifetime_0: '1h', lifetime_1: '5m' };
    expect(read(converse).group).toMatchObject({
      cacheWrite5mTokens: 70,
      cacheWrite1hTokens: 30,
      cacheWriteUnsplitTokens: 0,
    });
    expect(read({ ...split, calls_with_write_1: 4 }).group).toMatchObject({
      cacheWrite5mTokens: 30,
      cacheWrite1hTokens: 70,
      cacheWriteUnsplitTokens: 0,
    });
    const single = { ...written, sum_write_0: 100, calls_with_write_0: 4, lifetime_0: '1h' };
    expect(read(single)).toMatchObject({ unseenCalls: 0, group: { cacheWrite1hTokens: 100 } });
  });

  test('have none otherwise', () => {
    const unsplit = { cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheWriteUnsplitTokens: 100 };
    expect(read({ ...split, write_differs: 1 }).group).toMatchObject(unsplit);
    expect(read({ ...split, calls_with_write_1: 4, lifetime_0: '2h' }).group).toMatchObject(
      unsplit,
    );
  });

  test('are in doubt where a call may lack a part', () => {
    expect(read({ ...split, calls_with_write_1: 3 }).unseenCalls).toBe(4);
    expect(read({ ...split, calls_with_write_1: 4 }).unseenCalls).toBe(0);
  });
});

describe('Images', () => {
  const canvas = { ...noCounts, model_id: 'amazon.nova-canvas-v1:0' };

  test('of which only the envelope tells are of an unknown number', () => {
    expect(read({ ...canvas, image_width: 1024, image_height: 512 })).toMatchObject({
      unseenCalls: 0,
      group: { imageRequests: 4, images: null, imageSize: '1024x512' },
    });
  });

  test('can be counted where there is a body', () => {
    expect(read({ ...canvas, calls_with_body: 1 }).unseenCalls).toBe(4);
  });

  test('are none where the call failed', () => {
    const failed = { ...canvas, error_code: 'ValidationException', calls_with_body: 4 };
    expect(read({ ...failed, image_width: 1024, image_height: 512 })).toMatchObject({
      unseenCalls: 0,
      group: { imageRequests: 0, images: 0, imageSize: null },
    });
  });
});

test.each([
  ['a record without a time', { calls_with_time: 3 }],
  ['an error code that was not found', { calls_named_error: 1 }],
  ['a caller that was not found', { calls_named_caller: 1 }],
  ['a tag that was not found', { calls_named_tag_0: 1 }],
  ['the size of an image that was not found', { calls_named_image: 1 }],
  ['cached tokens of a body alone', { calls_named_read: 1 }],
  ['written tokens of a body alone', { calls_named_write: 1 }],
  ['a count that may be of a quoted record', { second_output: '"output"', calls_found_input: 3 }],
  ['a count that is none', { has_input: null, sum_input: null }],
  ['a negative count', { sum_input: -4, has_input: -1 }],
  ['a sum beyond what is exact', { sum_input: '9007199254740993' }],
])('Calls with %s are in doubt', (_, facts) => {
  expect(read(facts).unseenCalls).toBe(4);
});

test.each([
  ['an error code', { error_code: 'ThrottlingException', calls_named_error: 4 }],
  ['a caller', { caller: 'arn:aws:iam::111122223333:root', calls_named_caller: 4 }],
  ['a tag', { tag_0: 'search', calls_named_tag_0: 4 }],
  ['two outputs whose counts were discovered', { second_output: '"output"' }],
])('Calls with %s are not', (_, facts) => {
  expect(read(facts).unseenCalls).toBe(0);
});

test('A size class is that of the largest threshold that each call exceeds', () => {
  expect(
    [0, 1, 2, 3, 4, 5].map((size) => read({ size_class: size }).group?.requestSizeClass),
  ).toEqual([0, 100_000, 128_000, 200_000, 256_000, 272_000]);
});

test('A sum that contradicts its own group fails the query', () => {
  expect(() => read({ has_input: 0 })).toThrow(/sum_input contradicts has_input/);
});
