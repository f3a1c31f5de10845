import { visibleText } from '@bedrock-spend/core';

import type { DailySpend } from '../../src/tools/bedrock-daily-spend/answer-schema.ts';

type Spend = DailySpend['totals'];

/** How the amounts of one chart are written, all to the same place. */
export type FormatSpend = (spend: Pick<Spend, 'costUsd' | 'costStatus'>) => string;

/** Cents, or hundredths of them where all of it is less than a dollar. */
export function spendFormat({ costUsd: total }: Pick<Spend, 'costUsd'>): FormatSpend {
  const places = Number(total) >= 1 ? 2 : 4;
  const format = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: 'USD',
    minimumFractionDigits: places,
    maximumFractionDigits: places,
    roundingMode: 'halfEven',
  });
  const least = (10 ** -places).toFixed(places);
  return ({ costUsd, costStatus }) => {
    if (costStatus === 'unpriced') return 'unpriced';
    const known = Number(costUsd);
    const isTiny = known > 0 && known < Number(least) / 2;
    // A decimal given as text is formatted digit by digit, never as a binary number.
    const amount = isTiny ? `<$${least}` : format.format(costUsd as Intl.StringNumericLiteral);
    return costStatus === 'incomplete' ? `≥ ${amount}` : amount;
  };
}

const axisDay = new Intl.DateTimeFormat('en-US', {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});
const wholeDay = new Intl.DateTimeFormat('en-US', {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  year: 'numeric',
  timeZone: 'UTC',
});
const range = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** `Apr 6` */
export function shortDay(day: string): string {
  return axisDay.format(new Date(day));
}

/** `Sun, Apr 6, 2025` */
export function longDay(day: string): string {
  return wholeDay.format(new Date(day));
}

/** `Apr 6 – 22, 2025` */
export function dayRange({ since, until }: Pick<DailySpend['window'], 'since' | 'until'>): string {
  return range.formatRange(new Date(since), new Date(until));
}

/** A group as people read it; names come from logs, so what would not show is written out. */
export function groupName(key: string, grouping: string): string {
  return key === '(none)' ? `No ${grouping.toLowerCase()}` : visibleText(key);
}

/** Every calendar day of the window, those without usage too. */
export function daysOf({ since, until }: Pick<DailySpend['window'], 'since' | 'until'>): string[] {
  const days: string[] = [];
  const end = Date.parse(until);
  for (let time = Date.parse(since); time <= end; time += 86_400_000) {
    days.push(new Date(time).toISOString().slice(0, 10));
  }
  return days;
}
