import { asObject, countAt, isGiven, objectAt, ownValue, type JsonObject } from './json-value.ts';

/**
 * Token counts that a response body tells; `null` = not told. `inputTokens` never includes cached
 * ones, whatever the model's own convention.
 */
export interface BodyUsage {
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  cacheWrite5mTokens: number | null;
  cacheWrite1hTokens: number | null;
}

/**
 * Reads the counts of one response object or of one event of a stream. Numbers only: text is not
 * looked at.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters.html
 */
export function readBodyUsage(body: JsonObject): BodyUsage {
  const usage =
    objectAt(body, 'usage') ??
    // ConverseStream, Anthropic's message_start, OpenAI's response.completed.
    objectAt(objectAt(body, 'metadata'), 'usage') ??
    objectAt(objectAt(body, 'message'), 'usage') ??
    objectAt(objectAt(body, 'response'), 'usage');
  const cohere = cohereUnits(body, usage);
  const readers = [
    usage === null ? noUsage : usageObject(usage),
    cohere === null ? noUsage : plainUsage(cohere),
    invocationMetrics(objectAt(body, 'amazon-bedrock-invocationMetrics')),
    {
      ...noUsage,
      inputTokens: countAt(body, 'prompt_token_count') ?? countAt(body, 'inputTextTokenCount'),
      outputTokens:
        countAt(body, 'generation_token_count') ??
        countAt(body, 'totalOutputTextTokenCount') ??
        titanResults(body),
    },
  ];
  return readers.reduce((known, next) => mergeUsage(next, known));
}

/** Both, the later one winning wherever it tells a count. */
export function mergeUsage(earlier: BodyUsage, later: BodyUsage): BodyUsage {
  return {
    inputTokens: later.inputTokens ?? earlier.inputTokens,
    outputTokens: later.outputTokens ?? earlier.outputTokens,
    cacheReadTokens: later.cacheReadTokens ?? earlier.cacheReadTokens,
    cacheWriteTokens: later.cacheWriteTokens ?? earlier.cacheWriteTokens,
    cacheWrite5mTokens: later.cacheWrite5mTokens ?? earlier.cacheWrite5mTokens,
    cacheWrite1hTokens: later.cacheWrite1hTokens ?? earlier.cacheWrite1hTokens,
  };
}

export const noUsage: BodyUsage = {
  inputTokens: null,
  outputTokens: null,
  cacheReadTokens: null,
  cacheWriteTokens: null,
  cacheWrite5mTokens: null,
  cacheWrite1hTokens: null,
};

function usageObject(usage: JsonObject): BodyUsage {
  if (isGiven(usage, 'inputTokens') || isGiven(usage, 'outputTokens')) return converseUsage(usage);
  if (isGiven(usage, 'prompt_tokens') || isGiven(usage, 'completion_tokens')) {
    return openAiUsage(usage, {
      input: 'prompt_tokens',
      output: 'completion_tokens',
      details: 'prompt_tokens_details',
    });
  }
  if (isGiven(usage, 'input_tokens_details')) {
    return openAiUsage(usage, {
      input: 'input_tokens',
      output: 'output_tokens',
      details: 'input_tokens_details',
    });
  }
  return anthropicUsage(usage);
}

/** Converse, and Nova's own form, which names the cached tokens `…TokenCount`. */
function converseUsage(usage: JsonObject): BodyUsage {
  return {
    inputTokens: countAt(usage, 'inputTokens'),
    outputTokens: countAt(usage, 'outputTokens'),
    cacheReadTokens:
      countAt(usage, 'cacheReadInputTokens') ?? countAt(usage, 'cacheReadInputTokenCount'),
    cacheWriteTokens:
      countAt(usage, 'cacheWriteInputTokens') ?? countAt(usage, 'cacheWriteInputTokenCount'),
    cacheWrite5mTokens: lifetimeTokens(usage, '5m'),
    cacheWrite1hTokens: lifetimeTokens(usage, '1h'),
  };
}

function lifetimeTokens(usage: JsonObject, lifetime: string): number | null {
  const details = ownValue(usage, 'cacheDetails');
  if (!Array.isArray(details)) return null;
  let tokens = 0;
  for (const detail of details) {
    const entry = asObject(detail);
    if (entry === null || ownValue(entry, 'ttl') !== lifetime) continue;
    const count = countAt(entry, 'inputTokens');
    if (count === null) return null;
    tokens += count;
  }
  return tokens;
}

function anthropicUsage(usage: JsonObject): BodyUsage {
  const created = objectAt(usage, 'cache_creation');
  return {
    ...plainUsage(usage),
    cacheReadTokens: countAt(usage, 'cache_read_input_tokens'),
    cacheWriteTokens: countAt(usage, 'cache_creation_input_tokens'),
    cacheWrite5mTokens: countAt(created, 'ephemeral_5m_input_tokens'),
    cacheWrite1hTokens: countAt(created, 'ephemeral_1h_input_tokens'),
  };
}

/** OpenAI's input count includes the cached tokens, which Bedrock's does not. */
function openAiUsage(
  usage: JsonObject,
  keys: { input: string; output: string; details: string },
): BodyUsage {
  const allInput = countAt(usage, keys.input);
  const cached = countAt(objectAt(usage, keys.details), 'cached_tokens');
  const consistent = allInput !== null && cached !== null && cached <= allInput;
  return {
    ...noUsage,
    inputTokens: consistent ? allInput - cached : allInput,
    outputTokens: countAt(usage, keys.output),
    cacheReadTokens: consistent ? cached : null,
  };
}

/** Cohere tells what it bills apart from what the model read; older answers call it `token_count`. */
function cohereUnits(body: JsonObject, usage: JsonObject | null): JsonObject | null {
  const meta = objectAt(body, 'meta');
  const older = objectAt(body, 'token_count');
  return (
    objectAt(usage, 'billed_units') ??
    objectAt(meta, 'billed_units') ??
    objectAt(usage, 'tokens') ??
    objectAt(meta, 'tokens') ??
    (older === null
      ? null
      : {
          input_tokens: ownValue(older, 'prompt_tokens'),
          output_tokens: ownValue(older, 'response_tokens'),
        })
  );
}

function plainUsage(usage: JsonObject): BodyUsage {
  return {
    ...noUsage,
    inputTokens: countAt(usage, 'input_tokens'),
    outputTokens: countAt(usage, 'output_tokens'),
  };
}

/** What Bedrock itself adds to the last event of a stream, for every model. */
function invocationMetrics(metrics: JsonObject | null): BodyUsage {
  return {
    ...noUsage,
    inputTokens: countAt(metrics, 'inputTokenCount'),
    outputTokens: countAt(metrics, 'outputTokenCount'),
    cacheReadTokens: countAt(metrics, 'cacheReadInputTokenCount'),
    cacheWriteTokens: countAt(metrics, 'cacheWriteInputTokenCount'),
  };
}

function titanResults(body: JsonObject): number | null {
  const results = ownValue(body, 'results');
  if (!Array.isArray(results) || results.length === 0) return null;
  let tokens = 0;
  for (const result of results) {
    const count = countAt(asObject(result), 'tokenCount');
    if (count === null) return null;
    tokens += count;
  }
  return tokens;
}
