import { Big } from 'big.js';

/**
 * Decimals kept of a dollar. Exact for every product this stage makes: prices have at most 12
 * decimals per million tokens (6 more per token) and a discount at most 4 in percent (2 more as a
 * factor).
 */
const decimals = 24;
const zero = '0'.charCodeAt(0);

/** A price or an amount: digits, and at most twelve decimals. No sign, no exponent. */
export const amountPattern = /^\d{1,9}(?:\.\d{1,12})?$/;

/** Percentages: digits, and at most four decimals. */
export const percentPattern = /^\d{1,3}(?:\.\d{1,4})?$/;

/**
 * Price of one token from dollars per million tokens, in units of 10^-24 dollars. Big integers keep
 * sums exact and are several times as fast as decimals where every row is multiplied.
 */
export function perToken(usdPerMillion: string, factor: Big): bigint {
  return toUnits(new Big(usdPerMillion).times(factor), decimals - 6);
}

/** An amount of dollars, in units of 10^-24 dollars. */
export function usdToUnits(usd: string, factor: Big): bigint {
  return toUnits(new Big(usd).times(factor), decimals);
}

function toUnits(value: Big, shift: number): bigint {
  return BigInt(value.times(`1e${shift}`).toFixed(0));
}

/** Dollars as a plain decimal string, exact, without needless zeros. */
export function unitsToUsd(units: bigint): string {
  const digits = units.toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === zero) end -= 1;
  return end === point
    ? digits.slice(0, point)
    : `${digits.slice(0, point)}.${digits.slice(point, end)}`;
}

/** What remains of a price after a discount: `12.5` percent leaves 0.875. */
export function discountFactor(percent: string | null): Big {
  return percent === null ? new Big(1) : new Big(100).minus(percent).times('0.01');
}
