import type { PlannedRead } from '@bedrock-spend/core';

/** Why parts of a plan cannot be read, each reason once. */
export function problemsOf(reads: readonly PlannedRead[]): string[] {
  return [...new Set(reads.flatMap(({ problem }) => problem ?? []))];
}
