/**
 * A decimal string without exponent, sign or needless zeros. Price lists hold figures that went
 * through binary floats (`1.1550000000000002`), so twelve significant digits are kept.
 */
export function canonicalDecimal(figure: string | number): string {
  const value = Number(figure);
  if (!Number.isFinite(value) || value < 0) throw new Error(`${figure} is not a price`);
  if (value === 0) return '0';
  const text = value.toPrecision(12);
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text;
}

/** Relative distance of two figures: 0.1 for 11 against 10. Infinite when one of them is zero. */
export function relativeDifference(one: string, other: string): number {
  const [low, high] = [Number(one), Number(other)].sort((a, b) => a - b) as [number, number];
  if (low === high) return 0;
  return low === 0 ? Number.POSITIVE_INFINITY : high / low - 1;
}
