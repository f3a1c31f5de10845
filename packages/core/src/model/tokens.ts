/**
 * Token counts of one call or of a sum of calls. The kinds do not overlap: Bedrock's
 * `inputTokenCount` excludes cached tokens, so effective input = input + cache read + cache write.
 *
 * @example
 * const all = (tokens: TokenCounts) => effectiveInputTokens(tokens) + tokens.outputTokens;
 */
export interface TokenCounts {
  /** Tokens of the prompt that were neither read from nor written to the prompt cache. */
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  /** Written with a lifetime of 5 minutes, as the log says. */
  cacheWrite5mTokens: number;
  /** Written with a lifetime of 1 hour, as the log says. */
  cacheWrite1hTokens: number;
  /** Written with a lifetime that the log does not tell; priced as 5 minutes, as an assumption. */
  cacheWriteUnsplitTokens: number;
}

export const tokenKinds = [
  'inputTokens',
  'outputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'cacheWriteUnsplitTokens',
] as const satisfies readonly (keyof TokenCounts)[];

/** All cache writes, whatever their lifetime. */
export function cacheWriteTokens(tokens: TokenCounts): number {
  return tokens.cacheWrite5mTokens + tokens.cacheWrite1hTokens + tokens.cacheWriteUnsplitTokens;
}

/** Input + cache read + cache write: what the model had before it, and what the report calls Input. */
export function effectiveInputTokens(tokens: TokenCounts): number {
  return tokens.inputTokens + tokens.cacheReadTokens + cacheWriteTokens(tokens);
}
