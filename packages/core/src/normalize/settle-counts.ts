import type { GeneratedImages, Invocation, ServiceTier } from '../model/invocation.ts';
import type { Modality } from '../model/model-id.ts';
import type { BodyFacts } from './body-facts.ts';

/** Counts as the envelope tells them: `null` = not there, `undefined` = there, but not a count. */
export interface EnvelopeCounts {
  inputTokens: number | null | undefined;
  outputTokens: number | null | undefined;
  cacheReadTokens: number | null | undefined;
  cacheWriteTokens: number | null | undefined;
  imageWidth: number | null;
  imageHeight: number | null;
}

export interface Settling {
  envelope: EnvelopeCounts;
  facts: BodyFacts;
  failed: boolean;
  modality: Modality;
}

/** The part of an invocation that depends on both the envelope and the body. */
export type SettledCounts = Pick<
  Invocation,
  | 'blocked'
  | 'inputTokens'
  | 'outputTokens'
  | 'cacheReadTokens'
  | 'cacheWriteTokens'
  | 'cacheWrite1hTokens'
  | 'images'
> & { serviceTier: ServiceTier | null };

/**
 * Decides each count: the envelope's, else the body's, else 0 where there is nothing to count (the
 * model makes no such tokens, the call failed or was blocked), else unknown.
 */
export function settleCounts(settling: Settling): SettledCounts {
  const { envelope, facts, failed, modality } = settling;
  const input = envelope.inputTokens ?? facts.usage.inputTokens;
  const output = envelope.outputTokens ?? (makesText(modality) ? facts.usage.outputTokens : null);
  const cache = settleCache(envelope, facts);
  // A guardrail that steps in after the model has answered leaves the model's tokens on the bill.
  const nothingCounted = !input && !output && cache.read === 0 && cache.write === 0;
  const blocked = !failed && facts.guardrailIntervened && nothingCounted;
  const idle = failed || blocked;
  const inputUnknown = cache.unknown && !idle;
  return {
    blocked,
    serviceTier: facts.serviceTier,
    inputTokens: inputUnknown ? null : (input ?? (idle || !countsInput(modality) ? 0 : null)),
    outputTokens: output ?? (idle || !makesText(modality) ? 0 : null),
    cacheReadTokens: cache.read,
    cacheWriteTokens: cache.write,
    cacheWrite1hTokens: cache.write1h,
    images: idle ? null : images(settling),
  };
}

/** Embedding, rerank, image and video models are not billed by output tokens and log none. */
export function makesText(modality: Modality): boolean {
  return modality === 'text';
}

/** Image and video models are billed by what they make; AWS logs no input tokens for them. */
export function countsInput(modality: Modality): boolean {
  return modality !== 'image' && modality !== 'video';
}

/**
 * Cached tokens of the body stand in for missing ones of the envelope only if both agree on the
 * input without them: an envelope that already includes them must not be counted twice. A count that
 * is not one makes the input as a whole unknown, because `cacheReadTokens` cannot say so itself.
 */
function settleCache(envelope: EnvelopeCounts, { usage }: BodyFacts) {
  const agrees = (envelope.inputTokens ?? usage.inputTokens) === usage.inputTokens;
  const read = envelope.cacheReadTokens ?? (agrees ? usage.cacheReadTokens : null);
  const write = envelope.cacheWriteTokens ?? (agrees ? usage.cacheWriteTokens : null);
  const { cacheWrite5mTokens: write5m, cacheWrite1hTokens: write1h } = usage;
  const split = write5m !== null && write1h !== null && write5m + write1h === write && write > 0;
  return {
    read: read ?? 0,
    write: write ?? 0,
    write1h: split ? write1h : null,
    unknown:
      (envelope.cacheReadTokens === undefined && read === null) ||
      (envelope.cacheWriteTokens === undefined && write === null),
  };
}

function images({ envelope, facts, modality }: Settling): GeneratedImages | null {
  const { imageWidth: width, imageHeight: height } = envelope;
  if (modality !== 'image' && width === null && height === null) return null;
  return { count: facts.imageCount, width, height };
}
