import fc from 'fast-check';

import type { Invocation } from './invocation.ts';
import { parseModelId } from './model-id.ts';

/** A plain call; what a test is about is said in `facts`. */
export function anInvocation(facts: Partial<Invocation> = {}): Invocation {
  return {
    timestampMs: Date.parse('2026-05-02T10:00:00Z'),
    accountId: '111122223333',
    region: 'us-east-1',
    requestId: '304a166e-71c0-467a-b65c-8b8655354959',
    operation: 'Converse',
    model: parseModelId('amazon.nova-lite-v1:0'),
    principalArn: 'arn:aws:sts::111122223333:assumed-role/team-a/app',
    inferenceRegion: null,
    errorCode: null,
    blocked: false,
    serviceTier: null,
    inputTokens: 100,
    outputTokens: 10,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    cacheWrite1hTokens: null,
    images: null,
    requestMetadata: null,
    ...facts,
  };
}

const modelIds = [
  'amazon.nova-lite-v1:0',
  'us.amazon.nova-lite-v1:0',
  'amazon.nova-lite-v1:0:24k',
  'anthropic.claude-3-5-haiku-20241022-v1:0',
  'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'amazon.titan-embed-text-v2:0',
  'amazon.nova-canvas-v1:0',
  'cohere.command-r-plus-v1:0',
  'stability.stable-image-core-v1:1',
  'example.never-heard-of-v1:0',
  'arn:aws:bedrock:us-west-2:111122223333:application-inference-profile/a1b2c3d4e5f6',
];

const principals = [
  'arn:aws:sts::111122223333:assumed-role/team-a/app',
  'arn:aws:sts::444455556666:assumed-role/team-a/app',
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ana@example.com',
  'arn:aws:iam::111122223333:user/ci',
  'arn:aws:iam::111122223333:root',
  '',
];

const tokens = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.constantFrom(0, 1, 100_000, 100_001, 200_000, 200_001, 272_001),
);

/** Calls of every kind within `windowMs`, some of them alike enough to share a group. */
export function arbitraryInvocation([fromMs, toMs]: readonly [number, number]) {
  return fc
    .record({
      timestampMs: fc.integer({ min: fromMs, max: toMs }),
      accountId: fc.constantFrom('111122223333', '444455556666'),
      region: fc.constantFrom('us-east-1', 'us-west-2', 'eu-central-1'),
      requestId: fc.uuid(),
      operation: fc.constantFrom('Converse', 'InvokeModel'),
      model: fc.constantFrom(...modelIds).map(parseModelId),
      principalArn: fc.constantFrom(...principals),
      inferenceRegion: fc.constantFrom(null, 'us-east-2'),
      errorCode: fc.option(fc.constant('ThrottlingException'), { freq: 6 }),
      blocked: fc.boolean(),
      serviceTier: fc.constantFrom(null, 'standard', 'flex', 'priority'),
      inputTokens: fc.option(tokens, { freq: 8 }),
      outputTokens: fc.option(tokens, { freq: 8 }),
      cacheReadTokens: tokens,
      cacheWriteTokens: tokens,
      cacheWrite1hTokens: fc.option(fc.integer({ min: 0, max: 6_000 })),
      images: fc.option(
        fc.record({
          count: fc.option(fc.integer({ min: 1, max: 4 })),
          width: fc.constantFrom(null, 512, 1024),
          height: fc.constantFrom(512, 1024),
        }),
        { freq: 3 },
      ),
      requestMetadata: fc.constantFrom(null, { team: 'search' }, { team: 'ads', feature: 'x' }),
    })
    .map((facts): Invocation => facts as Invocation);
}
