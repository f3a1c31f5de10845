/** The middle of some measured figures, and how far they lie apart. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((one, other) => one - other);
  const [min, max] = [sorted[0], sorted.at(-1)];
  const [below, above] = [Math.floor, Math.ceil].map(
    (side) => sorted[side((sorted.length - 1) / 2)],
  );
  if (min === undefined || max === undefined || below === undefined || above === undefined) {
    throw new RangeError('Nothing was measured.');
  }
  return { median: (below + above) / 2, min, max };
}
