import { invalidQuery } from './syntax-errors.ts';
import type { Period } from './syntax-tree.ts';
import type { Token } from './token.ts';

const NAMES_OF_UNITS: Record<Period['unit'], readonly string[]> = {
  millisecond: ['millisecond', 'ms', 'msec'],
  second: ['second', 's', 'sec'],
  minute: ['minute', 'm', 'min'],
  hour: ['hour', 'h', 'hr'],
  day: ['day', 'd'],
  week: ['week', 'w'],
  month: ['month', 'mo', 'mon'],
  quarter: ['quarter', 'q', 'qtr'],
  year: ['year', 'y', 'yr'],
};

/** AWS lowers what is higher: `bin(300s)` means 60 seconds. */
const CAPS: Partial<Record<Period['unit'], number>> = {
  millisecond: 1_000,
  second: 60,
  minute: 60,
  hour: 24,
};

/** Reads `5m`, `1hr`, `30mins`. */
export function readPeriod(token: Token): Period {
  const [, digits = '', name = ''] = /^([\d.]+)([A-Za-z]+)$/.exec(token.value) ?? [];
  const unit = (Object.keys(NAMES_OF_UNITS) as Period['unit'][]).find((unit) =>
    NAMES_OF_UNITS[unit].some(
      (known) => name === known || (known.length > 1 && name === `${known}s`),
    ),
  );
  const amount = Number(digits);
  if (unit === undefined || !Number.isInteger(amount) || amount < 1) {
    throw invalidQuery(`Invalid period: ${token.text}`, token);
  }
  return { amount: Math.min(amount, CAPS[unit] ?? amount), unit };
}
