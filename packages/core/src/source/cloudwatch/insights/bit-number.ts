/** Expressions of the query that are 1 or 0 for each call, by what they tell of it. */
export type Bits<Name extends string> = Readonly<Record<Name, string>>;

/**
 * One number that tells them all: calls that share it as a key of their group agree in each of them,
 * and a row has one column for many.
 */
export function bitNumber(bits: Bits<string>): string {
  return Object.values(bits)
    .map((bit, place) => (place === 0 ? bit : `${2 ** place} * ${bit}`))
    .join(' + ');
}

/** What such a number tells. */
export function readBits<Name extends string>(
  bits: Bits<Name>,
  number: number,
): Readonly<Record<Name, boolean>> {
  const told: Record<string, boolean> = {};
  for (const [place, name] of Object.keys(bits).entries()) {
    told[name] = ((number >> place) & 1) === 1;
  }
  return told as Record<Name, boolean>;
}
