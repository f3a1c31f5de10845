import { Big } from 'big.js';

const usualPlaces = 4;
const roundHalfEven = 2;

/** Four places where nothing else is said, half to even: `7.4786`. Amounts are rounded here and nowhere else. */
export function formatUsd(amount: string, places = usualPlaces): string {
  return new Big(amount).toFixed(places, roundHalfEven);
}

/** For people: `$1,234.5600`. */
export function formatDollars(amount: string, places = usualPlaces): string {
  const [whole = '', fraction = ''] = formatUsd(amount, places).split('.');
  return `$${formatCount(whole)}.${fraction}`;
}

/** An integer with thousands separators, the same in every language. */
export function formatCount(count: number | string): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
