import type { ValueType } from './column.ts';

/** One SELECT around the one before; its columns can be named by the next layer. */
export interface Layer {
  columns: { id: string; sql: string }[];
  where?: string;
}

/** How rows that are kept become the rows of the next stage. */
export type Boundary =
  | { kind: 'sort'; keys: { column: string; descending: boolean }[] }
  | { kind: 'dedup'; columns: string[] }
  | { kind: 'limit'; count: number }
  | {
      kind: 'group';
      keys: string[];
      /** With `partials`, rows are grouped as they come and the groups are merged at the end. */
      partials: { id: string; sql: string }[] | null;
      results: { id: string; sql: string }[];
    }
  | { kind: 'end' };

/** Row by row work over events or the rows of the stage before, and what ends it. */
export interface Stage {
  layers: Layer[];
  /** What is kept of each row for the boundary and the stages behind it. */
  columns: { id: string; sql: string }[];
  boundary: Boundary;
}

/** A query as SQL; the functions that it calls are in `engine/`. */
export interface QueryPlan {
  stages: Stage[];
  output: { name: string; column: string; type: ValueType }[];
  /** Rows are log events: they carry `@ptr`. */
  isLogRows: boolean;
  /** Names of JSON fields to look for in each event. */
  discovered: string[];
  extractions: { regex: RegExp; captures: string[] }[];
  regexes: RegExp[];
  /** The `limit` of the query text. */
  limit: number | null;
}
