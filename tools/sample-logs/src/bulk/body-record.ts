import type { LogRecord } from '../log-record.ts';
import type { Random } from '../random.ts';
import type { Prose } from './prose.ts';

/** Characters of prompt and completion together: a mean of about 7,000 makes records of 8 KB. */
const textLength = { median: 4_400, sigma: 1, atMost: 90_000 };

/**
 * Adds prompt and completion to a record, with text and nested objects that look like counts of the
 * envelope and are not.
 */
export function withBodies(record: LogRecord, prose: Prose, random: Random): LogRecord {
  if (record.input === undefined || record.output === undefined) return record;
  const length = random.logNormal(textLength);
  const prompt = prose(length * 0.8);
  const completion = prose(length * 0.2);
  const { input, output } = record;
  const { inputContentType, ...inputCounts } = input;
  const { outputContentType, ...outputCounts } = output;
  const usage = bodyUsage(record);
  return {
    ...record,
    input: {
      ...(inputContentType === undefined ? {} : { inputContentType }),
      inputBodyJson: inputBody(prompt, random),
      ...inputCounts,
    },
    output: {
      ...(outputContentType === undefined ? {} : { outputContentType }),
      outputBodyJson:
        record.operation === 'ConverseStream' && random.chance(0.5)
          ? streamedBody(completion, usage)
          : converseBody(completion, usage, random),
      ...outputCounts,
    },
  };
}

function inputBody(prompt: string, random: Random): unknown {
  const middle = Math.floor(prompt.length / 2);
  return {
    system: [{ text: prompt.slice(0, middle) }],
    messages: [
      { role: 'user', content: [{ text: prompt.slice(middle) }] },
      ...(random.chance(0.2) ? toolTurns() : []),
    ],
    inferenceConfig: { maxTokens: 32_000, temperature: 0.7 },
  };
}

/** A tool whose data has the names of the envelope. */
function toolTurns(): unknown[] {
  const record = {
    inputTokenCount: 999,
    outputTokenCount: 999,
    modelId: 'none',
    identity: { arn: 'none' },
  };
  const toolUse = { toolUseId: 'tooluse_1', name: 'read_usage', input: { input: record } };
  const toolResult = { toolUseId: 'tooluse_1', content: [{ json: { usage: record } }] };
  return [
    { role: 'assistant', content: [{ toolUse }] },
    { role: 'user', content: [{ toolResult }] },
  ];
}

function bodyUsage({ input, output }: LogRecord) {
  const inputTokens = input?.inputTokenCount ?? 0;
  const outputTokens = output?.outputTokenCount ?? 0;
  return { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens };
}

type BodyUsage = ReturnType<typeof bodyUsage>;

function converseBody(completion: string, usage: BodyUsage, random: Random): unknown {
  return {
    output: { message: { role: 'assistant', content: [{ text: completion }] } },
    stopReason: 'end_turn',
    metrics: { latencyMs: random.integer(300, 30_000) },
    usage,
    // Only calls that ask for a tier are answered with one.
    ...(random.chance(0.03) ? { serviceTier: { type: 'flex' } } : {}),
  };
}

function streamedBody(completion: string, usage: BodyUsage): unknown[] {
  const size = Math.max(200, Math.ceil(completion.length / 12));
  const deltas: unknown[] = [];
  for (let start = 0; start < completion.length; start += size) {
    const text = completion.slice(start, start + size);
    deltas.push({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } });
  }
  return [
    { messageStart: { role: 'assistant' } },
    ...deltas,
    { messageStop: { stopReason: 'end_turn' } },
    { metadata: { usage, metrics: { latencyMs: 900 } } },
  ];
}
