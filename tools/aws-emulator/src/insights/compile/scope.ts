import type { Column } from './column.ts';
import type { FieldReference, FunctionCall } from '../language/syntax-tree.ts';

/** What an expression may refer to where it stands. */
export interface Scope {
  field(reference: FieldReference): Column;
  /** Set where `sum(x)` and its like may stand. */
  aggregate?(call: FunctionCall): Column | undefined;
  /** SQL for a handle of the event's message where the value is that: it is handed over once. */
  held(column: Column): string | null;
  /** Number of a regular expression in the plan. */
  regex(regex: RegExp): number;
}
