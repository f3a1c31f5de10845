import fc from 'fast-check';

import { inputBody, longBlocks, shortBlocks, tokens } from './arbitrary-bodies.testing.ts';
import { envelope, wholeSeconds } from './arbitrary-records.testing.ts';
import { recordEvent, type LogEvent } from './record-event.testing.ts';

/**
 * A record as Bedrock writes it: every count is there, and the body agrees with the envelope. Only the
 * length of prompts and answers varies as it does in real logs.
 */
export function arbitraryWholeRecord(between: readonly [number, number]): fc.Arbitrary<LogEvent> {
  const cached = fc.option(fc.record({ read: tokens, write: tokens, writtenFor1h: tokens }), {
    nil: undefined,
  });
  const told = fc.record({
    form: fc.constantFrom('none', 'converse', 'anthropic'),
    tier: fc.constantFrom(undefined, 'flex', 'priority'),
    isSplit: fc.boolean(),
  });
  return fc
    .record({
      ...envelope,
      seconds: wholeSeconds(between),
      isLong: fc.boolean(),
      inputTokenCount: tokens,
      outputTokenCount: tokens,
      cached,
      told,
    })
    .chain(({ isLong, cached: cache, told: tells, ...facts }) => {
      const counts = {
        input: facts.inputTokenCount,
        output: facts.outputTokenCount,
        read: cache?.read,
        write: cache?.write,
        write1h: Math.min(cache?.writtenFor1h ?? 0, cache?.write ?? 0),
      };
      // What stands behind a long prompt is out of Insights' sight.
      const visible = isLong ? { ...tells, tier: undefined, isSplit: false } : tells;
      return inputBody(isLong ? longBlocks(false) : shortBlocks(false)).map((body) =>
        recordEvent({
          ...facts,
          inputBody: body,
          cacheReadInputTokenCount: cache?.read,
          cacheWriteInputTokenCount: cache?.write,
          outputBody: bodies[visible.form]?.(counts, visible),
        }),
      );
    });
}

interface Counts {
  input: number;
  output: number;
  read: number | undefined;
  write: number | undefined;
  write1h: number;
}

interface Told {
  tier: string | undefined;
  isSplit: boolean;
}

const bodies: Record<string, (counts: Counts, told: Told) => unknown> = {
  none: () => undefined,
  converse: ({ input, output, read, write = 0, write1h }, { tier, isSplit }) => ({
    output: { message: { content: [{ text: 'Yes.' }] } },
    stopReason: 'end_turn',
    usage: {
      inputTokens: input,
      outputTokens: output,
      cacheReadInputTokens: read ?? 0,
      cacheWriteInputTokens: write,
      ...(isSplit && {
        cacheDetails: [
          { ttl: '1h', inputTokens: write1h },
          { ttl: '5m', inputTokens: write - write1h },
        ].filter(({ inputTokens }) => inputTokens > 0),
      }),
    },
    ...(tier !== undefined && { serviceTier: { type: tier } }),
  }),
  anthropic: ({ input, output, read, write = 0, write1h }, { tier, isSplit }) => ({
    content: [{ type: 'text', text: 'Yes.' }],
    stop_reason: 'end_turn',
    usage: {
      input_tokens: input,
      output_tokens: output,
      cache_read_input_tokens: read ?? 0,
      cache_creation_input_tokens: write,
      ...(isSplit && {
        cache_creation: {
          ephemeral_5m_input_tokens: write - write1h,
          ephemeral_1h_input_tokens: write1h,
        },
      }),
    },
    ...(tier !== undefined && { service_tier: tier }),
  }),
};
