import type { BilledDay } from './billed-usage.ts';

const dayMs = 86_400_000;
/** AWS's figures of younger days change without being marked. */
const settlingDays = 3;

/** Days from the first to the last, both inclusive; none where the last one is before the first. */
export function billDaysBetween(since: string, until: string): string[] {
  const first = Date.parse(since);
  const count = Math.max(0, (Date.parse(until) - first) / dayMs + 1);
  return Array.from({ length: count }, (_, index) => dayOf(first + index * dayMs));
}

export function dayAfter(date: string): string {
  return dayOf(Date.parse(date) + dayMs);
}

/** Today: Cost Explorer knows nothing of later days, and refuses some of them. */
export function lastBilledDay(now: Date): string {
  return dayOf(now.getTime());
}

/** Neither marked by AWS as estimated nor young: it can be kept. */
export function isFinal({ date, isEstimated }: BilledDay, now: Date): boolean {
  return !isEstimated && Date.parse(date) + (1 + settlingDays) * dayMs <= now.getTime();
}

function dayOf(timestampMs: number): string {
  return new Date(timestampMs).toISOString().slice(0, 10);
}
