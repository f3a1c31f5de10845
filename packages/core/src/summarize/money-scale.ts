/**
 * Decimal amounts as integers of one common unit, exact: sums of a report are made by the hundred
 * thousand, and integers add up ten times as fast as decimals.
 */
export interface MoneyScale {
  units(amount: string): bigint;
  /** Decimal string, without trailing zeros. */
  amount(units: bigint): string;
}

// As many as a price per token times a discount can have.
const places = 24;

/** A scale for amounts of at most 24 decimals; others are a RangeError. */
export function createMoneyScale(): MoneyScale {
  // The amounts of a row are mostly the same: its cost, and how much of it is assumed.
  let lastAmount = '0';
  let lastUnits = 0n;
  return {
    units(amount) {
      if (amount !== lastAmount) {
        lastAmount = amount;
        lastUnits = toUnits(amount);
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

function toUnits(amount: string): bigint {
  const missing = places - decimalPlaces(amount);
  if (missing < 0) throw new RangeError(`${amount} has more than ${places} decimals.`);
  return BigInt(amount.replace('.', '') + '0'.repeat(missing));
}

function decimalPlaces(amount: string): number {
  const point = amount.indexOf('.');
  return point === -1 ? 0 : amount.length - point - 1;
}
