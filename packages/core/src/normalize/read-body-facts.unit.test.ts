import { describe, expect, test } from 'vitest';

import type { Invocation } from '../model/invocation.ts';
import { isFault, parseRecord } from './parse-record.ts';
import { aRecord, aRecordWithBody, type RecordFacts } from './record.testing.ts';

function read(body: unknown, facts: RecordFacts = {}): Invocation {
  const parsed = parseRecord(aRecordWithBody(body, facts));
  if (isFault(parsed)) throw new Error(parsed.detail);
  return parsed;
}

const anthropicStart = {
  type: 'message_start',
  message: {
    usage: {
      input_tokens: 3,
      output_tokens: 2,
      cache_read_input_tokens: 500,
      cache_creation_input_tokens: 100,
      cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 70 },
    },
  },
};
const anthropicCounts = {
  inputTokens: 3,
  outputTokens: 44,
  cacheReadTokens: 500,
  cacheWriteTokens: 100,
  cacheWrite1hTokens: 70,
};

const cachedBody = (inputTokens: number) => ({
  outputBodyJson: { usage: { inputTokens, outputTokens: 10, cacheReadInputTokens: 40 } },
});

describe('token counts of a response body', () => {
  test.each([
    [
      'Converse',
      {
        usage: {
          inputTokens: 9,
          outputTokens: 4,
          cacheReadInputTokens: 5,
          cacheWriteInputTokens: 6,
        },
      },
      { inputTokens: 9, outputTokens: 4, cacheReadTokens: 5, cacheWriteTokens: 6 },
    ],
    [
      'ConverseStream',
      [
        { messageStart: { role: 'assistant' } },
        { metadata: { usage: { inputTokens: 9, outputTokens: 4 } } },
      ],
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'Nova',
      {
        usage: {
          inputTokens: 9,
          outputTokens: 4,
          cacheReadInputTokenCount: 5,
          cacheWriteInputTokenCount: 6,
        },
      },
      { inputTokens: 9, outputTokens: 4, cacheReadTokens: 5, cacheWriteTokens: 6 },
    ],
    [
      'Anthropic',
      { usage: { ...anthropicStart.message.usage, output_tokens: 44 } },
      anthropicCounts,
    ],
    [
      'an Anthropic stream, whose last count wins',
      [anthropicStart, { type: 'message_delta', usage: { output_tokens: 44 } }, '[DONE]'],
      anthropicCounts,
    ],
    [
      'any stream to which Bedrock has added its metrics',
      [
        { outputText: 'x' },
        {
          'amazon-bedrock-invocationMetrics': {
            inputTokenCount: 9,
            outputTokenCount: 4,
            cacheReadInputTokenCount: 5,
            cacheWriteInputTokenCount: 6,
          },
        },
      ],
      { inputTokens: 9, outputTokens: 4, cacheReadTokens: 5, cacheWriteTokens: 6 },
    ],
    [
      'Titan text',
      { inputTextTokenCount: 9, results: [{ tokenCount: 3 }, { tokenCount: 1 }] },
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'a Titan stream',
      [
        { inputTextTokenCount: 9, totalOutputTextTokenCount: null },
        { totalOutputTextTokenCount: 4 },
      ],
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'Llama',
      { prompt_token_count: 9, generation_token_count: 4 },
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'a Llama stream',
      [
        { prompt_token_count: 9, generation_token_count: 1 },
        { prompt_token_count: null, generation_token_count: 4 },
      ],
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'Cohere, which bills less than it reads',
      {
        meta: { billed_units: { input_tokens: 9, output_tokens: 4 }, tokens: { input_tokens: 70 } },
      },
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'Cohere, second version',
      {
        usage: {
          billed_units: { input_tokens: 9, output_tokens: 4 },
          tokens: { input_tokens: 70 },
        },
      },
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'older Cohere',
      { token_count: { prompt_tokens: 9, response_tokens: 4 } },
      { inputTokens: 9, outputTokens: 4 },
    ],
    [
      'OpenAI, whose input includes the cached tokens',
      {
        usage: {
          prompt_tokens: 100,
          completion_tokens: 4,
          prompt_tokens_details: { cached_tokens: 30 },
        },
      },
      { inputTokens: 70, outputTokens: 4, cacheReadTokens: 30 },
    ],
    [
      'Mistral, DeepSeek and others that speak like OpenAI',
      { choices: [], usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 } },
      { inputTokens: 9, outputTokens: 4, cacheReadTokens: 0 },
    ],
    [
      'the Responses API and its stream',
      [
        {
          type: 'response.completed',
          response: {
            usage: {
              input_tokens: 100,
              output_tokens: 4,
              input_tokens_details: { cached_tokens: 30 },
            },
          },
        },
      ],
      { inputTokens: 70, outputTokens: 4, cacheReadTokens: 30 },
    ],
  ])('%s', (_, body, counts) => {
    expect(read(body)).toMatchObject(counts);
  });

  test('an embedding takes its input from the body', () => {
    const modelId = 'amazon.titan-embed-text-v2:0';

    expect(read({ embedding: [0.1], inputTextTokenCount: 12 }, { modelId })).toMatchObject({
      inputTokens: 12,
      outputTokens: 0,
    });
  });

  test.each([['[DONE]'], [null], [7], [['[DONE]']], [{}], [[]], [{ usage: { inputTokens: -1 } }]])(
    'a body of %j tells nothing',
    (body) => {
      expect(read(body)).toMatchObject({ inputTokens: null, outputTokens: null });
    },
  );

  test('the envelope wins over the body', () => {
    const usage = { inputTokens: 1, outputTokens: 2 };
    const record = aRecord({ output: { outputBodyJson: { usage } } });

    expect(parseRecord(record)).toMatchObject({ inputTokens: 100, outputTokens: 10 });
  });

  test('cached tokens of the body count only where both agree on the input without them', () => {
    expect(parseRecord(aRecord({ output: cachedBody(100) }))).toMatchObject({
      inputTokens: 100,
      cacheReadTokens: 40,
    });
    expect(parseRecord(aRecord({ output: cachedBody(60) }))).toMatchObject({
      inputTokens: 100,
      cacheReadTokens: 0,
    });
  });
});

describe('what else a response body tells', () => {
  test('lifetimes that do not add up to the total are not believed', () => {
    const usage = {
      cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 70 },
    };
    const written = (cacheWriteInputTokenCount: number) =>
      aRecord({ input: { cacheWriteInputTokenCount }, output: { outputBodyJson: { usage } } });

    expect(parseRecord(written(100))).toMatchObject({
      cacheWriteTokens: 100,
      cacheWrite1hTokens: 70,
    });
    expect(parseRecord(written(101))).toMatchObject({
      cacheWriteTokens: 101,
      cacheWrite1hTokens: null,
    });
  });

  test.each([
    [{ serviceTier: { type: 'default' } }, 'standard'],
    [{ serviceTier: { type: 'priority' } }, 'priority'],
    [[{ metadata: { serviceTier: { type: 'flex' } } }], 'flex'],
    [{ service_tier: 'reserved' }, 'reserved'],
    [{ serviceTier: { type: 'new' } }, null],
    [{ usage: { service_tier: 'priority' } }, null],
  ])('%j is the service tier %s', (body, tier) => {
    expect(read(body).serviceTier).toBe(tier);
  });

  test.each([
    [{ 'amazon-bedrock-guardrailAction': 'INTERVENED' }],
    [{ stopReason: 'guardrail_intervened', usage: { inputTokens: 0, outputTokens: 0 } }],
    [[{ messageStop: { stopReason: 'guardrail_intervened' } }, '[DONE]']],
  ])('%j without tokens is a blocked call', (body) => {
    expect(read(body)).toMatchObject({ blocked: true, inputTokens: 0, outputTokens: 0 });
  });

  test('a guardrail that steps in after the answer leaves a served call with its tokens', () => {
    const usage = { inputTokens: 70, outputTokens: 209 };

    expect(read({ stopReason: 'guardrail_intervened', usage })).toMatchObject({
      blocked: false,
      inputTokens: 70,
      outputTokens: 209,
    });
  });

  test('a failed call is not blocked as well', () => {
    const body = { 'amazon-bedrock-guardrailAction': 'INTERVENED' };

    expect(read(body, { errorCode: 'ValidationException' }).blocked).toBe(false);
  });

  test.each(['images', 'artifacts'])('images are counted, not looked at: %s', (key) => {
    const modelId = 'stability.stable-image-core-v1:0';

    expect(read({ [key]: ['', ''] }, { modelId }).images).toEqual({
      count: 2,
      width: null,
      height: null,
    });
  });
});
