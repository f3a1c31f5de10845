/**
 * Decimal amounts as integers of one common unit, exact: sums of a report are made by the hundred
 * thousand, and integers add up ten times as fast as decimals.
 */
export interface MoneyScale {
  units(amount: string): bigint;
  /** Decimal string, without trailing zeros. */
  amount(units: bigint): string;
}

/** A scale fine enough for every one of these amounts. */
export function createMoneyScale(amounts: Iterable<string>): MoneyScale {
  let places = 0;
  for (const amount of amounts) places = Math.max(places, decimalPlaces(amount));
  // The amounts of a row are mostly the same: its cost, and how much of it is assumed.
  let lastAmount = '0';
  let lastUnits = 0n;
  return {
    units(amount) {
      if (amount !== lastAmount) {
        lastAmount = amount;
        lastUnits = BigInt(amount.replace('.', '') + '0'.repeat(places - decimalPlaces(amount)));
      }
      return lastUnits;
    },
    amount(units) {
      const digits = units.toString().padStart(places + 1, '0');
      const whole = digits.slice(0, digits.length - places);
      const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
      return fraction === '' ? whole : `${whole}.${fraction}`;
    },
  };
}

function decimalPlaces(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}
