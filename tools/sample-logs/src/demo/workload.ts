import type { LogNormal } from '../random.ts';

/** Something at the sample company that calls a model. */
export interface Workload {
  name: string;
  accountId: string;
  region: string;
  modelId: string;
  operation: string;
  callers: readonly string[];
  /** Tags that the caller sends along; the feature is picked for each call. */
  team?: string;
  features?: readonly string[];
  environment?: string;
  /** Calls on an ordinary weekday. */
  callsPerWeekday: number;
  /** Calls on a day of the weekend, as a part of those of a weekday. */
  weekend: number;
  /** First and last hour of work in UTC; both 0 to 23. */
  hours: readonly [first: number, last: number];
  input: LogNormal;
  /** Absent where the model produces no tokens. */
  output?: LogNormal;
  cacheRead?: LogNormal;
  cacheWrite?: LogNormal;
  /** Regions that calls through a profile run in. */
  inferenceRegions?: readonly string[];
  /** Part of the calls that fail, and how. */
  errors?: { share: number; codes: readonly string[] };
  /** Part of the calls that a guardrail stops before the model. */
  blockedShare?: number;
  /** Part of the calls whose counts stand in the body only, with the split of the cache writes. */
  countsInBodyShare?: number;
}
