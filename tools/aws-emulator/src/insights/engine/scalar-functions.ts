import { numberFunctions } from './number-functions.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { textFunctions } from './text-functions.ts';

/** Functions of CWL_QuerySyntax-operations-functions that need values only, by lower-case name. */
export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map([
  ...Object.entries(numberFunctions),
  ...Object.entries(textFunctions),
]);
