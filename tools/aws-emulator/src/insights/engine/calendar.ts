import type { Period } from '../language/syntax-tree.ts';

const DAY_MS = 86_400_000;
const MONTHS = { month: 1, quarter: 3, year: 12 };
const DAYS = { day: 1, week: 7 };
const MILLISECONDS = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000 };
/** 1970-01-05, a Monday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** The start, in UTC, of the period that holds an instant; both in epoch milliseconds. */
export function dateFloor(timestampMs: number, { amount, unit }: Period): number {
  if (unit in MONTHS) {
    const length = amount * MONTHS[unit as keyof typeof MONTHS];
    const date = new Date(timestampMs);
    const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
    return monthStart(month - (month % length));
  }
  const origin = unit === 'week' ? FIRST_MONDAY_MS : 0;
  const length = amount * lengthMs(unit);
  return timestampMs - modulus(timestampMs - origin, length);
}

/** The start of the next period, or the instant itself where it is the start of one. */
export function dateCeiling(timestampMs: number, period: Period): number {
  const floor = dateFloor(timestampMs, period);
  if (floor === timestampMs) return floor;
  if (!(period.unit in MONTHS)) return floor + period.amount * lengthMs(period.unit);
  const date = new Date(floor);
  const months = period.amount * MONTHS[period.unit as keyof typeof MONTHS];
  return monthStart(date.getUTCFullYear() * 12 + date.getUTCMonth() + months);
}

/** `YYYY-MM-DD HH:MM:SS.mmm`, in UTC: how Insights prints a timestamp. */
export function printTimestamp(timestampMs: number): string {
  const date = new Date(timestampMs);
  if (Number.isNaN(date.getTime())) return String(timestampMs);
  return date.toISOString().replace('T', ' ').replace('Z', '');
}

function lengthMs(unit: Period['unit']): number {
  if (unit in DAYS) return DAYS[unit as keyof typeof DAYS] * DAY_MS;
  return MILLISECONDS[unit as keyof typeof MILLISECONDS];
}

function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}

function modulus(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
