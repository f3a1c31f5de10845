import type { Invocation } from './invocation.ts';
import { requestSizeThresholds, type RequestSizeClass } from './usage-row.ts';

const smallest = requestSizeThresholds[0];

/** The size class of a request with so many effective input tokens. */
export function requestSizeClass(effectiveInputTokens: number): RequestSizeClass {
  if (effectiveInputTokens <= smallest) return 0;
  return requestSizeThresholds.findLast((threshold) => effectiveInputTokens > threshold) ?? 0;
}

/** The size class of a call; a count that is unknown adds nothing. */
export function requestSizeClassOf({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: Pick<Invocation, 'inputTokens' | 'cacheReadTokens' | 'cacheWriteTokens'>): RequestSizeClass {
  return requestSizeClass((inputTokens ?? 0) + cacheReadTokens + cacheWriteTokens);
}
