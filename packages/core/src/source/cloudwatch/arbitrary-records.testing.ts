import fc from 'fast-check';

import {
  inputBody,
  likelyCount,
  longBlocks,
  maybeCount,
  outputBody,
  shortBlocks,
} from './arbitrary-bodies.testing.ts';
import { keyOrders, recordEvent, type LogEvent } from './record-event.testing.ts';

const textModels = [
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0',
  'amazon.nova-lite-v1:0',
];
const otherModels = [
  'amazon.titan-embed-text-v2:0',
  'cohere.rerank-v3-5:0',
  'amazon.nova-canvas-v1:0',
  'luma.ray-v2:0',
  'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdefgh1234',
  'example.never-heard-of-v1:0',
];

/** What all records have, whichever they are. */
export const envelope = {
  accountId: fc.constantFrom('111122223333', '444455556666'),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
  operation: fc.constantFrom('Converse', 'InvokeModel'),
  modelId: fc.constantFrom(...textModels),
  caller: fc.constantFrom(
    'arn:aws:sts::111122223333:assumed-role/team-a/app',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/zoë@example.com',
    undefined,
  ),
  metadata: fc.constantFrom<(Record<string, string> | undefined)[]>(
    undefined,
    {},
    { team: 'search' },
    { team: 'ads', 'cost-center': '007' },
  ),
  errorCode: fc.option(fc.constantFrom('ThrottlingException', 'ValidationException'), {
    freq: 6,
    nil: undefined,
  }),
  side: fc.constant<number | undefined>(undefined),
  keys: fc.constantFrom(...keyOrders),
  indent: fc.constantFrom('', '', '', '  '),
};

export interface RecordOptions {
  /** First and last millisecond. */
  between: readonly [number, number];
  /**
   * Answers tell tiers and lifetimes of cache writes, all where Insights can see them. Without it they
   * tell none, and may be long enough to hide what follows.
   */
  tellsMore: boolean;
}

/** A record short or long, whole or not, with bodies that contradict it or look like it. */
export function arbitraryRecord({ between, tellsMore }: RecordOptions): fc.Arbitrary<LogEvent> {
  const content = tellsMore
    ? shortBlocks(true)
    : fc.oneof({ weight: 3, arbitrary: shortBlocks(true) }, longBlocks(true));
  return fc
    .record({
      ...envelope,
      seconds: wholeSeconds(between),
      modelId: fc.constantFrom(...textModels, ...textModels, ...otherModels),
      metadata: fc.oneof(
        { weight: 4, arbitrary: envelope.metadata },
        { weight: 1, arbitrary: fc.constantFrom(...hostileTags) },
      ),
      inputBody: inputBody(content),
      inputTokenCount: likelyCount,
      cacheReadInputTokenCount: maybeCount,
      cacheWriteInputTokenCount: maybeCount,
      outputBody: outputBody({ content, tellsMore }),
      outputTokenCount: likelyCount,
      side: fc.constantFrom(undefined, undefined, undefined, 512, 1024),
    })
    .map(recordEvent);
}

/** Tags that AWS would refuse, but whoever copies logs might not. */
const hostileTags = [
  { team: 'ads {"x"}', 'cost-center': '007' },
  { 'cost-center': '42', note: String.raw`a"b\c` },
];

export function wholeSeconds([fromMs, toMs]: readonly [number, number]): fc.Arbitrary<number> {
  return fc.integer({ min: Math.ceil(fromMs / 1000), max: Math.floor(toMs / 1000) });
}

/** What else stands in a log group: Bedrock's own notice, other people's events, broken records. */
export function arbitraryNoise([min, max]: readonly [number, number]): fc.Arbitrary<LogEvent> {
  return fc.record({
    timestamp: fc.integer({ min, max }),
    message: fc.constantFrom(
      'Permissions are correctly set for Amazon Bedrock logs.',
      String.raw`{"level":"info","message":"\"schemaType\":\"ModelInvocationLog\""}`,
      '{"detail":{"schemaType":"ModelInvocationLog","modelId":"amazon.nova-lite-v1:0"}}',
      '{"schemaType":"ModelInvocationLog","timestamp":"2026-05-03T00:00:00Z"}',
      '{"schemaType":"ModelInvocationLog","modelId":"amazon.nova-lite-v1:0"}',
      '{"schemaType":"ModelInvocationLog","modelId":"amazon',
    ),
  });
}
