// As many as a price per token times a discount can have.
const places = 24;

/** A decimal amount of dollars as a whole number of 10^-24 dollars, exact. */
export function dollarUnits(amount: string): bigint {
  const [whole = '', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
}
