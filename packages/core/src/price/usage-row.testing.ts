import { parseModelId } from '../model/model-id.ts';
import type { PriceKey, UsageRow } from '../model/usage-row.ts';

export type UsageSketch = Partial<Omit<UsageRow, 'key' | 'dimensions'>> &
  Partial<Omit<PriceKey, 'model'>> & { model: string };

/** A row of usage for tests: one served request in us-east-1 on the day the list was checked. */
export function usageRow(sketch: UsageSketch): UsageRow {
  const { model, region, serviceTier, requestSizeClass, usageDate, imageSize, ...counts } = sketch;
  return {
    key: {
      model: parseModelId(model),
      region: region ?? 'us-east-1',
      serviceTier: serviceTier === undefined ? 'standard' : serviceTier,
      requestSizeClass: requestSizeClass ?? 0,
      usageDate: usageDate ?? '2026-11-22',
      imageSize: imageSize ?? null,
    },
    dimensions: {},
    requests: 1,
    failed: 0,
    blocked: 0,
    unknownCounts: 0,
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWrite5mTokens: 0,
    cacheWrite1hTokens: 0,
    cacheWriteUnsplitTokens: 0,
    imageRequests: 0,
    images: 0,
    ...counts,
  };
}
