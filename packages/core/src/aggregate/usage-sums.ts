import type { Dimension } from '../model/dimension.ts';
import type { Invocation } from '../model/invocation.ts';
import type { PriceKey, UsageRow } from '../model/usage-row.ts';

/** A group in which nothing has been counted yet. */
export function emptyRow(key: PriceKey, dimensions: Partial<Record<Dimension, string>>): UsageRow {
  return {
    key,
    dimensions,
    requests: 0,
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
  };
}

/** Counts one call. A call that failed is failed and nothing else, so that the kinds add up. */
export function addInvocation(row: UsageRow, invocation: Invocation): void {
  const { inputTokens, outputTokens, cacheWriteTokens, cacheWrite1hTokens, images } = invocation;
  row.requests += 1;
  if (invocation.errorCode !== null) row.failed += 1;
  else if (invocation.blocked) row.blocked += 1;
  else if (inputTokens === null || outputTokens === null) row.unknownCounts += 1;
  row.inputTokens += inputTokens ?? 0;
  row.outputTokens += outputTokens ?? 0;
  row.cacheReadTokens += invocation.cacheReadTokens;
  if (cacheWriteTokens !== 0) addCacheWrites(row, cacheWriteTokens, cacheWrite1hTokens);
  if (images !== null) {
    row.imageRequests += 1;
    row.images = sumOrUnknown(row.images, images.count);
  }
}

function addCacheWrites(row: UsageRow, total: number, oneHour: number | null): void {
  if (oneHour === null) {
    row.cacheWriteUnsplitTokens += total;
    return;
  }
  // The parts of a record may contradict its total; the total is what is counted.
  const written1h = Math.min(oneHour, total);
  row.cacheWrite1hTokens += written1h;
  row.cacheWrite5mTokens += total - written1h;
}

/** Merges a row of the same group. */
export function addRow(row: UsageRow, other: UsageRow): void {
  row.requests += other.requests;
  row.failed += other.failed;
  row.blocked += other.blocked;
  row.unknownCounts += other.unknownCounts;
  row.inputTokens += other.inputTokens;
  row.outputTokens += other.outputTokens;
  row.cacheReadTokens += other.cacheReadTokens;
  row.cacheWrite5mTokens += other.cacheWrite5mTokens;
  row.cacheWrite1hTokens += other.cacheWrite1hTokens;
  row.cacheWriteUnsplitTokens += other.cacheWriteUnsplitTokens;
  row.imageRequests += other.imageRequests;
  row.images = sumOrUnknown(row.images, other.images);
}

function sumOrUnknown(sum: number | null, count: number | null): number | null {
  return sum === null || count === null ? null : sum + count;
}
