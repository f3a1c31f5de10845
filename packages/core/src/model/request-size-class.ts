import { requestSizeThresholds, type RequestSizeClass } from './usage-row.ts';

const smallest = requestSizeThresholds[0];

/** The size class of a request with so many effective input tokens. */
export function requestSizeClass(effectiveInputTokens: number): RequestSizeClass {
  if (effectiveInputTokens <= smallest) return 0;
  return requestSizeThresholds.findLast((threshold) => effectiveInputTokens > threshold) ?? 0;
}
