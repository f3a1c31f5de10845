import type { ValueType } from '../compile/column.ts';
import type { Value } from './values.ts';

/** A function of one row's values. */
export interface ScalarFunction {
  /** Number of arguments. */
  minimum: number;
  maximum: number;
  type: ValueType;
  run(...values: Value[]): Value;
}
