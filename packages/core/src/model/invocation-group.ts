import type { Invocation } from './invocation.ts';
import type { TokenCounts } from './tokens.ts';
import type { RequestSizeClass } from './usage-row.ts';

/**
 * What a report can group calls by or filter them on.
 *
 * @example
 * const regionOf = ({ region }: InvocationFacts) => region;
 */
export type InvocationFacts = Pick<
  Invocation,
  | 'timestampMs'
  | 'accountId'
  | 'region'
  | 'operation'
  | 'model'
  | 'principalArn'
  | 'errorCode'
  | 'blocked'
  | 'serviceTier'
  | 'requestMetadata'
>;

/**
 * Calls that an engine, or an earlier run, has added up. They agree in every fact that the query asks
 * for, in everything that a price depends on, and in which kinds of count they have: a call that read
 * from the cache is in another group than one that did not. Facts that the query does not ask for are
 * empty. `timestampMs` is the start of the bucket of time that all the calls are in; a bucket is
 * wholly inside the query's window and inside one UTC day.
 *
 * @example
 * const requests = (groups: readonly InvocationGroup[]) =>
 *   groups.reduce((sum, group) => sum + group.requests, 0);
 */
export interface InvocationGroup extends InvocationFacts, TokenCounts {
  requestSizeClass: RequestSizeClass;
  /** `1024x1024`, where the log says it. */
  imageSize: string | null;
  /** Calls in the group, whatever became of them. */
  requests: number;
  /** Served calls that lack a count which their model should have. */
  unknownCounts: number;
  /** Calls that made images. */
  imageRequests: number;
  /** Images made; `null` where one call of the group does not say how many. */
  images: number | null;
}
