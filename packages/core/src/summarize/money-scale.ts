/**
 * Decimal amounts as integers of one common unit, exact: sums of a report are made by the hundred
 * thousand, and integers add up ten times as fast as decimals.
 */
export interface MoneyScale {
  units(amount: string): bigint;
  /** Decimal string, without trailing zeros. */
  amount(units: bigint): string;
}

/** A scale fine enough for every cost of these rows. */
export function createMoneyScale(rows: Iterable<{ readonly costUsd: string }>): MoneyScale {
  let places = 0;
  for (const { costUsd } of rows) places = Math.max(places, decimalPlaces(costUsd));
  return {
    units: (amount) => BigInt(amount.replace('.', '') + '0'.repeat(places - decimalPlaces(amount))),
    amount: (units) => {
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
