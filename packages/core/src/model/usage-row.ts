import type { Dimension } from './dimension.ts';
import type { ServiceTier } from './invocation.ts';
import type { ModelId } from './model-id.ts';
import type { TokenCounts } from './tokens.ts';

/**
 * Effective input tokens above which some models charge a long-context price. A request belongs to
 * the largest of these that it exceeds, or to 0.
 */
export const requestSizeThresholds = [100_000, 128_000, 200_000, 256_000, 272_000] as const;

/**
 * Lower bound of the size class of a request, in effective input tokens.
 *
 * @example
 * const sizes: RequestSizeClass[] = usageRows.map(({ key }) => key.requestSizeClass);
 */
export type RequestSizeClass = 0 | (typeof requestSizeThresholds)[number];

/**
 * Everything that a price depends on. Part of every group key.
 *
 * @example
 * const keys: PriceKey[] = usageRows.map(({ key }) => key);
 */
export interface PriceKey {
  model: ModelId;
  region: string;
  /** `null` where the log does not say. */
  serviceTier: ServiceTier | null;
  requestSizeClass: RequestSizeClass;
  /** Day of use in UTC, `YYYY-MM-DD`: it chooses the price in force. */
  usageDate: string;
  /** Size of generated images where the log says it. */
  imageSize: string | null;
}

/**
 * How many calls, and how they ended.
 *
 * @example
 * const served = ({ requests, failed, blocked }: RequestCounts) => requests - failed - blocked;
 */
export interface RequestCounts {
  /** Every invocation record, failed and blocked ones included. */
  requests: number;
  /** Calls with an `errorCode`. */
  failed: number;
  /** Calls that a guardrail stopped before the model. */
  blocked: number;
  /** Served calls that lack a count which their model should have. */
  unknownCounts: number;
}

/**
 * Usage of all calls that agree in every dimension asked for, in everything their price depends on and
 * in the kinds of count they have: a call that read from the cache is in another row than one that
 * did not.
 *
 * @example
 * const rows: UsageRow[] = Array.from(createAggregator(query).rows());
 */
export interface UsageRow extends RequestCounts, TokenCounts {
  key: PriceKey;
  /** Values of the dimensions asked for, in the order asked. */
  dimensions: Readonly<Partial<Record<Dimension, string>>>;
  /** Calls that made images. */
  imageRequests: number;
  /** Images made; `null` where one call of the group does not say how many. */
  images: number | null;
}
