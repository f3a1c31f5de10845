import { UsageError } from '../usage-error.ts';

export interface WholeNumberRange {
  flag: string;
  /** What it is: `a number of days`. */
  what: string;
  minimum: number;
  maximum: number;
}

/** A parser for a flag that takes a whole number; anything else is refused in one sentence. */
export function wholeNumber({ flag, what, minimum, maximum }: WholeNumberRange) {
  return (value: string): number => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= minimum && number <= maximum) return number;
    throw new UsageError(`${flag} takes ${what} from ${minimum} to ${maximum}, not '${value}'.`);
  };
}
