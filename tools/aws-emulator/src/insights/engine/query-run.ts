import type { QueryPlan } from '../compile/query-plan.ts';
import type { Value } from './values.ts';

/** What the SQL functions know of the query whose statement runs. */
export interface QueryRun {
  plan: QueryPlan;
  discovered: ReadonlyMap<string, number>;
  /** Groups of the Infrequent Access class: no field is discovered in their events. */
  undiscoveredGroups: ReadonlySet<number>;
  /** Values of one event each; SQL holds their index. Emptied after each statement. */
  tuples: (readonly Value[])[];
  nowMs: number;
  startMs: number;
  endMs: number;
}
