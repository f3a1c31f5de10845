const places = 4;

/**
 * A bound for people: rounded up, so that it stays one.
 *
 * @example
 * mostDollars('0.000451144623'); // '$0.0005'
 */
export function mostDollars(costUsd: string): string {
  const [whole = '0', fraction = ''] = costUsd.split('.');
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const isCut = /[1-9]/.test(fraction.slice(places));
  const digits = String(isCut ? kept + 1n : kept).padStart(places + 1, '0');
  return `$${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
