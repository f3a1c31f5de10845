import type { ScalarFunction } from './scalar-function.ts';
import { toNumber, type Value } from './values.ts';

/** Numeric functions that SQLite lacks; one absent or non-numeric argument makes the result absent. */
export const numberFunctions: Record<string, ScalarFunction> = {
  round: numeric(1, 2, (value, digits = 0) => {
    const factor = 10 ** digits;
    return Math.round(value * factor) / factor;
  }),
  tonumber: numeric(1, 1, (value) => value),
  todouble: numeric(1, 1, (value) => value),
  tolong: numeric(1, 1, Math.trunc),
  toint: numeric(1, 1, Math.trunc),
  isnumeric: {
    minimum: 1,
    maximum: 1,
    type: 'boolean',
    run: (value) => (toNumber(value ?? null) === null ? 0 : 1),
  },
};

function numeric(
  minimum: number,
  maximum: number,
  compute: (...numbers: [number, ...number[]]) => number,
): ScalarFunction {
  return {
    minimum,
    maximum,
    type: 'number',
    run(...values: Value[]) {
      const numbers = values.map(toNumber);
      if (numbers.includes(null)) return null;
      const result = compute(...(numbers as [number, ...number[]]));
      return Number.isFinite(result) ? result : null;
    },
  };
}
