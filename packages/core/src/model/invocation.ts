import type { ModelId } from './model-id.ts';

/**
 * Service tier of a call; `default` of the API is `standard` here, as the price list calls it.
 *
 * @example
 * const flex = invocations.filter(({ serviceTier }) => serviceTier === ('flex' satisfies ServiceTier));
 */
export type ServiceTier = 'standard' | 'flex' | 'priority' | 'reserved';

/**
 * One call to a model: one record of the invocation log. Holds numbers, enumerations and
 * identifiers only, never a prompt or a completion.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/model-invocation-logging.html
 * @example
 * const failed = invocations.filter(({ errorCode }: Invocation) => errorCode !== null);
 */
export interface Invocation {
  /** Milliseconds since 1970-01-01 UTC. */
  timestampMs: number;
  accountId: string;
  /** Region the call was made in, which is the one that is billed. */
  region: string;
  requestId: string;
  /** `Converse`, `InvokeModel` …; an open list. */
  operation: string;
  model: ModelId;
  /** ARN of the caller; empty where the log has none. */
  principalArn: string;
  /** Region the model ran in, for cross-region inference. */
  inferenceRegion: string | null;
  /** Set when the call failed. */
  errorCode: string | null;
  /** A guardrail stopped the call before the model ran. */
  blocked: boolean;
  /** `null` where the log does not say. */
  serviceTier: ServiceTier | null;
  /** `null` = unknown: the model should have a count and the log lacks it. */
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number;
  /** Total of all lifetimes. */
  cacheWriteTokens: number;
  /** Part of the total written for one hour; `null` where the log does not split it. */
  cacheWrite1hTokens: number | null;
  images: GeneratedImages | null;
  /** Tags that the caller sent along (`requestMetadata`). */
  requestMetadata: Readonly<Record<string, string>> | null;
}

/**
 * What the log says about images that a model made.
 *
 * @example
 * const images: GeneratedImages = { count: null, width: 1024, height: 1024 }; // how many is unknown
 */
export interface GeneratedImages {
  /** `null` = unknown: the envelope gives the size, not how many. */
  count: number | null;
  width: number | null;
  height: number | null;
}
