import { AwsError } from '../service.ts';
import { missingMember, notInEnum, validationException } from './validation.ts';

/** A period of an answer; `start` and `end` as the answer spells them. */
export interface Bucket {
  start: string;
  end: string;
  startMs: number;
  /** Exclusive. */
  endMs: number;
}

export type Granularity = 'DAILY' | 'MONTHLY' | 'HOURLY';

const granularities: readonly Granularity[] = ['DAILY', 'MONTHLY', 'HOURLY'];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hourlyDays = 14;
const historyMonths = 14;
const multiYearMonths = 38;

export function readGranularity(value: unknown): Granularity {
  if (value === undefined || value === null) throw missingMember('granularity');
  const granularity = granularities.find((known) => known === value);
  if (granularity === undefined) {
    throw notInEnum({ member: 'granularity', value, values: granularities });
  }
  return granularity;
}

/**
 * The period that a request asks for, refused in AWS's words where Cost Explorer refuses it:
 * https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_DateInterval.html
 */
export function readTimePeriod(
  period: unknown,
  options: { granularity: Granularity; nowMs: number },
): { startMs: number; endMs: number } {
  const { granularity, nowMs } = options;
  if (typeof period !== 'object' || period === null) throw missingMember('timePeriod');
  const { Start, End } = period as { Start?: string; End?: string };
  const startMs = readTime(Start, { name: 'Start', granularity });
  const endMs = readTime(End, { name: 'End', granularity });

  if (startMs >= endMs) {
    throw validationException('Start date (and hour) should be before end date (and hour)');
  }
  if (endMs > firstOfMonth(nowMs, 1)) {
    throw validationException('end date past the beginning of next month');
  }
  if (startMs > nowMs) throw validationException('start date is after the current date');
  if (granularity === 'HOURLY') refuseOldHours(startMs, nowMs);
  else refuseOldDays(startMs, { granularity, nowMs });
  return { startMs, endMs };
}

/** Cuts a period at days, months or hours; the first and the last month may be part of one. */
export function bucketsOf(
  period: { startMs: number; endMs: number },
  granularity: Granularity,
): Bucket[] {
  const buckets: Bucket[] = [];
  for (let startMs = period.startMs; startMs < period.endMs;) {
    const endMs = Math.min(nextStart(startMs, granularity), period.endMs);
    const [start, end] = [printTime(startMs, granularity), printTime(endMs, granularity)];
    buckets.push({ start, end, startMs, endMs });
    startMs = endMs;
  }
  return buckets;
}

/** Whether the bill of the month in which the bucket ends is still open. */
export function isOpen(bucket: Bucket, nowMs: number): boolean {
  return bucket.endMs > firstOfMonth(nowMs, 0);
}

function readTime(
  value: string | undefined,
  options: { name: string; granularity: Granularity },
): number {
  const { name, granularity } = options;
  if (value === undefined || value === null)
    throw missingMember(`timePeriod.${name.toLowerCase()}`);
  const hourly = granularity === 'HOURLY';
  const pattern = hourly ? /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/ : /^\d{4}-\d{2}-\d{2}$/;
  const timeMs = pattern.test(value) ? Date.parse(value) : Number.NaN;
  // Date.parse takes 31 April for 1 May.
  if (Number.isNaN(timeMs) || !new Date(timeMs).toISOString().startsWith(value.slice(0, 10))) {
    const format = hourly ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : 'yyyy-MM-dd';
    throw validationException(`${name} time ${value} is invalid. Valid format is: ${format}.`);
  }
  return timeMs;
}

function refuseOldHours(startMs: number, nowMs: number): void {
  if (startMs >= Math.floor(nowMs / dayMs) * dayMs - hourlyDays * dayMs) return;
  throw validationException(
    `start date is too old for hourly, the max supported days for hourly granularity is ${hourlyDays} days`,
  );
}

// Data older than 14 months are whole months, for 38 months; how AWS words the last two refusals is
// not documented.
function refuseOldDays(
  startMs: number,
  options: { granularity: Granularity; nowMs: number },
): void {
  const { granularity, nowMs } = options;
  if (startMs >= sameDayMonthsAgo(nowMs, historyMonths)) return;
  if (new Date(startMs).getUTCDate() !== 1) {
    throw validationException(
      'To retrieve data beyond the past 14 months, your start date needs to be the first day of the month.',
    );
  }
  if (startMs < firstOfMonth(nowMs, -multiYearMonths)) {
    throw new AwsError(
      'BillExpirationException',
      'The requested report expired. Update the date interval and try again.',
    );
  }
  if (granularity !== 'MONTHLY') {
    throw validationException('Data beyond the past 14 months is available by month only.');
  }
}

function nextStart(startMs: number, granularity: Granularity): number {
  if (granularity === 'MONTHLY') return firstOfMonth(startMs, 1);
  const unitMs = granularity === 'DAILY' ? dayMs : hourMs;
  return (Math.floor(startMs / unitMs) + 1) * unitMs;
}

function firstOfMonth(timeMs: number, monthsLater: number): number {
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + monthsLater, 1);
}

function sameDayMonthsAgo(timeMs: number, months: number): number {
  const time = new Date(timeMs);
  return Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - months, time.getUTCDate());
}

function printTime(timeMs: number, granularity: Granularity): string {
  const text = new Date(timeMs).toISOString();
  return granularity === 'HOURLY' ? `${text.slice(0, 19)}Z` : text.slice(0, 10);
}
