type Inputs = Readonly<Record<string, unknown>>;

/** A sentence for each input that is given and is none of the values. */
export function oneOf(inputs: Inputs, allowed: Record<string, readonly unknown[]>): string[] {
  return Object.entries(allowed).flatMap(([name, values]) => {
    const value = inputs[name];
    return value === undefined || values.includes(value)
      ? []
      : [`${name} must be one of ${values.join(', ')}.`];
  });
}

/** A sentence for each number that is given and is outside of its range. */
export function within(
  inputs: Inputs,
  ranges: Record<string, readonly [number, number]>,
): string[] {
  return Object.entries(ranges).flatMap(([name, [least, most]]) => {
    const value = inputs[name];
    return typeof value !== 'number' || (value >= least && value <= most)
      ? []
      : [`${name} must be between ${least} and ${most}.`];
  });
}
