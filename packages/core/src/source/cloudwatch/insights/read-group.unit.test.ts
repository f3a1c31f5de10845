import { describe, expect, test } from 'vitest';

import { answerRow } from './answer-row.ts';
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
    sum_input: 400,
    sum_output: 40,
    kinds: kinds.input + kinds.output,
    seen: 0,
    ...facts,
  };
  const fields = Object.entries(values).flatMap(([field, value]) =>
    value === null ? [] : [{ field, value: String(value) }],
  );
  return readGroup(answerRow(fields), { columns, modelOf: createModelIds() });
}

/** Each bit of the two numbers as the text of a query has them. */
const kinds = { input: 1, output: 2, read: 4, write: 8, write0: 16, write1: 32, writesDiffer: 64 };
const sizeClass = 128;
const seen = {
  inDoubt: 1,
  lacksInput: 2,
  lacksOutput: 4,
  lacksWrite0: 8,
  lacksWrite1: 16,
  hasBody: 32,
  isGuarded: 64,
  hasSecondOutput: 128,
};

/** A row of calls without input and output tokens. */
const nothingCounted = { sum_input: 0, sum_output: 0, kinds: 0 };
/** A row of calls whose input and output counts are missing. */
const lacksBoth = seen.lacksInput + seen.lacksOutput;
const noCounts = { sum_input: null, sum_output: null, kinds: 0, seen: lacksBoth };

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
    for (const lacking of [seen.lacksInput, seen.lacksOutput, lacksBoth]) {
      expect(read({ seen: lacking })).toMatchObject({
        unseenCalls: 4,
        group: { unknownCounts: 4 },
      });
    }
  });

  test('are whole where their model makes none', () => {
    const embedded = {
      model_id: 'amazon.titan-embed-text-v2:0',
      sum_output: null,
      kinds: kinds.input,
      seen: seen.lacksOutput,
    };
    expect(read(embedded)).toMatchObject({ unseenCalls: 0, group: { unknownCounts: 0 } });
  });

  test('are whole where they failed', () => {
    const failed = { ...noCounts, error_code: 'ThrottlingException' };
    expect(read(failed)).toMatchObject({ unseenCalls: 0, group: { unknownCounts: 0 } });
  });
});

describe('Calls that a guardrail stopped', () => {
  const stopped = { ...noCounts, seen: lacksBoth + seen.isGuarded };

  test('are blocked where nothing was counted', () => {
    expect(read(stopped)).toMatchObject({ unseenCalls: 0, group: { blocked: true } });
    expect(read({ ...nothingCounted, seen: seen.isGuarded })).toMatchObject({
      group: { blocked: true },
    });
  });

  test('are served where the model has answered', () => {
    expect(read({ seen: seen.isGuarded })).toMatchObject({
      unseenCalls: 0,
      group: { blocked: false },
    });
  });

  test('are in doubt where the guardrail may be one of a quoted record', () => {
    const quoted = { ...stopped, seen: stopped.seen + seen.hasSecondOutput };
    expect(read(quoted).unseenCalls).toBe(4);
    expect(read({ seen: seen.isGuarded + seen.hasSecondOutput }).unseenCalls).toBe(0);
  });
});

describe('Cache writes', () => {
  const served = kinds.input + kinds.output;
  const written = { sum_write: 100, kinds: served + kinds.write + kinds.write0 };
  const split = { ...written, sum_write_0: 30, kinds: written.kinds + kinds.write1 };

  test('have the lifetimes that the body tells where they make up the total', () => {
    expect(read({ ...split, lifetime_0: '1h', lifetime_1: '5m' }).group).toMatchObject({
      cacheWrite5mTokens: 70,
      cacheWrite1hTokens: 30,
      cacheWriteUnsplitTokens: 0,
    });
    expect(read(split).group).toMatchObject({
      cacheWrite5mTokens: 30,
      cacheWrite1hTokens: 70,
      cacheWriteUnsplitTokens: 0,
    });
    const single = { ...written, sum_write_0: 100, lifetime_0: '1h', seen: seen.lacksWrite1 };
    expect(read(single)).toMatchObject({ unseenCalls: 0, group: { cacheWrite1hTokens: 100 } });
  });

  test('have none otherwise', () => {
    const unsplit = { cacheWrite5mTokens: 0, cacheWrite1hTokens: 0, cacheWriteUnsplitTokens: 100 };
    const differs = { ...split, kinds: split.kinds + kinds.writesDiffer };
    expect(read(differs).group).toMatchObject(unsplit);
    expect(read({ ...split, lifetime_0: '2h', lifetime_1: '5m' }).group).toMatchObject(unsplit);
    expect(read({ ...split, sum_write_0: '30.5' }).group).toMatchObject(unsplit);
  });

  test('are in doubt where the calls may lack a part', () => {
    expect(read(split).unseenCalls).toBe(0);
    expect(read({ ...split, seen: seen.lacksWrite0 }).unseenCalls).toBe(4);
    expect(read({ ...split, seen: seen.lacksWrite1 }).unseenCalls).toBe(4);
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
    expect(read({ ...canvas, seen: lacksBoth + seen.hasBody }).unseenCalls).toBe(4);
  });

  test('are none where the call failed', () => {
    const failed = {
      ...canvas,
      error_code: 'ValidationException',
      seen: lacksBoth + seen.hasBody,
    };
    expect(read({ ...failed, image_width: 1024, image_height: 512 })).toMatchObject({
      unseenCalls: 0,
      group: { imageRequests: 0, images: 0, imageSize: null },
    });
  });
});

test.each([
  ['that the query doubts', { seen: seen.inDoubt }],
  ['of which the query cannot tell what it has seen', { seen: null }],
  ['with a count that is none', { kinds: null, sum_input: null }],
  ['with a negative count', { kinds: -2, sum_input: -4 }],
  ['with a part of a token', { kinds: 2.5, sum_input: 0.5 }],
  ['with a sum beyond what is exact', { sum_input: '9007199254740993' }],
  ['with a sum that contradicts what they have', { kinds: kinds.output }],
])('Calls %s are in doubt', (_, facts) => {
  expect(read(facts).unseenCalls).toBe(4);
});

test('A size class is that of the largest threshold that each call exceeds', () => {
  const classes = [0, 1, 2, 3, 4, 5].map((exceeded) => {
    const { group } = read({ kinds: kinds.input + kinds.output + exceeded * sizeClass });
    return group?.requestSizeClass;
  });
  expect(classes).toEqual([0, 100_000, 128_000, 200_000, 256_000, 272_000]);
});

test('Numbers are read whichever way AWS writes them', () => {
  expect(read({ kinds: '3.0', seen: '0.0' })).toEqual(read());
});
