import fc from 'fast-check';

type Json = Record<string, unknown>;

export const tokens = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 1, max: 5_000 }),
  fc.constantFrom(100_000, 100_001, 200_001, 272_001),
);
/** Seldom missing. */
export const likelyCount = fc.option(tokens, { freq: 6, nil: undefined });
/** Missing as often as not. */
export const maybeCount = fc.option(tokens, { freq: 1, nil: undefined });

/** A record of the log inside of a prompt or of an answer: none of its keys is the envelope's. */
const quotedRecord: Json = {
  input: { inputTokenCount: 71, cacheReadInputTokenCount: 72, cacheWriteInputTokenCount: 73 },
  output: { outputTokenCount: 74, outputImageWidth: 75 },
  requestMetadata: { team: 'quoted' },
  identity: { arn: 'arn:aws:iam::999999999999:user/quoted' },
  errorCode: 'QuotedException',
  schemaType: 'ModelInvocationLog',
};

const spoken = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    JSON.stringify(quotedRecord),
    '},"output":{"outputTokenCount":81}}',
    String.raw`C:\temp\"inputTokenCount":82},"output":{`,
    '\n\t}}}',
  ),
);

/** Blocks of a message that is no longer than AWS discovers. */
export function shortBlocks(quotes: boolean): fc.Arbitrary<Json[]> {
  return fc
    .tuple(fc.array(spoken, { maxLength: 3 }), fc.integer({ min: 0, max: 7 }))
    .map(([texts, chance]) => [
      ...texts.map((text): Json => ({ text })),
      ...(quotes && chance === 0 ? [{ toolUse: { name: 'log', input: quotedRecord } }] : []),
    ]);
}

/**
 * Blocks that push what follows beyond the 200 fields that AWS discovers; some records end just before
 * that limit, some just behind it.
 */
export function longBlocks(quotes: boolean): fc.Arbitrary<Json[]> {
  return fc
    .tuple(shortBlocks(quotes), fc.integer({ min: 150, max: 230 }))
    .map(([some, more]) => [
      ...some,
      ...Array.from({ length: more }, (_, index): Json => ({ text: `part ${index}` })),
    ]);
}

/** Requests of several APIs. */
export function inputBody(content: fc.Arbitrary<Json[]>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: spoken },
    { weight: 4, arbitrary: content.map((blocks) => ({ messages: [{ content: blocks }] })) },
  );
}

const tier = fc.constantFrom(undefined, 'default', 'flex', 'priority', 'unheard-of');

export interface BodyOptions {
  content: fc.Arbitrary<Json[]>;
  /** Tells tiers and lifetimes of cache writes. Streams do not, as Insights sees none in them. */
  tellsMore: boolean;
}

/** Answers of several APIs, whose counts may be others than those of the envelope. */
export function outputBody({ content, tellsMore }: BodyOptions): fc.Arbitrary<unknown> {
  const told = <T>(arbitrary: fc.Arbitrary<T>) =>
    tellsMore ? fc.option(arbitrary, { nil: undefined }) : fc.constant(undefined);
  const lifetimes = fc.array(fc.record({ ttl: fc.constantFrom('5m', '1h'), inputTokens: tokens }), {
    maxLength: 2,
  });
  const converse = fc
    .record({
      blocks: content,
      stopReason: fc.constantFrom('end_turn', 'end_turn', 'tool_use', 'guardrail_intervened'),
      usage: fc.record({
        inputTokens: likelyCount,
        outputTokens: likelyCount,
        cacheReadInputTokens: maybeCount,
        cacheWriteInputTokens: maybeCount,
        cacheDetails: told(lifetimes),
      }),
      serviceTier: told(fc.record({ type: tier })),
    })
    .map(({ blocks, ...rest }) => ({ output: { message: { content: blocks } }, ...rest }));
  const anthropic = fc.record({
    content,
    usage: fc.record({
      input_tokens: likelyCount,
      output_tokens: likelyCount,
      cache_read_input_tokens: maybeCount,
      cache_creation_input_tokens: maybeCount,
      cache_creation: told(
        fc.record({
          ephemeral_5m_input_tokens: likelyCount,
          ephemeral_1h_input_tokens: likelyCount,
        }),
      ),
    }),
    service_tier: told(tier),
    'amazon-bedrock-guardrailAction': fc.constantFrom(undefined, 'NONE', 'INTERVENED'),
  });
  const openAi = fc.record({
    usage: fc.record({
      prompt_tokens: tokens,
      completion_tokens: tokens,
      prompt_tokens_details: fc.option(fc.record({ cached_tokens: tokens }), { nil: undefined }),
    }),
  });
  const stream = fc
    .tuple(anthropic, content)
    .map(([{ usage }, blocks]) => [{ message: { usage } }, ...blocks, '[DONE]']);
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant<unknown>(undefined) },
    { weight: 3, arbitrary: converse },
    { weight: 3, arbitrary: anthropic },
    { weight: 1, arbitrary: openAi },
    { weight: 2, arbitrary: fc.constantFrom<unknown>(...blockedBodies) },
    { weight: tellsMore ? 0 : 1, arbitrary: stream },
    { weight: 1, arbitrary: fc.constant<unknown>({ images: ['aGk=', 'aG8='] }) },
  );
}

const blockedBodies: readonly unknown[] = [
  { type: 'message', content: [], 'amazon-bedrock-guardrailAction': 'INTERVENED' },
  [{ type: 'message_start' }, { 'amazon-bedrock-guardrailAction': 'INTERVENED' }, '[DONE]'],
];
