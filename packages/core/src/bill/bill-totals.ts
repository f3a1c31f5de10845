import { Big } from 'big.js';

import { differenceOf } from './difference-of.ts';
import type { Bill, BillDay } from '../model/bill.ts';

/** Sums of the days that do not change any more, and of the others. */
export function billTotals(days: readonly BillDay[]): Pick<Bill['totals'], 'final' | 'pending'> {
  return {
    final: compared(days.filter((day) => !isPending(day))),
    pending: compared(days.filter(isPending)),
  };
}

function isPending({ status }: BillDay): boolean {
  return status === 'pending';
}

/** The difference is of the days that have both figures, and known only where all of them do. */
function compared(days: readonly BillDay[]): Bill['totals']['final'] {
  const sums = { billedUsd: sumOf(days, 'billedUsd'), estimatedUsd: sumOf(days, 'estimatedUsd') };
  const isComparable = days.every(({ differenceUsd }) => differenceUsd !== null);
  const unknown = { differenceUsd: null, differencePercent: null };
  return { days: days.length, ...sums, ...(isComparable ? differenceOf(sums) : unknown) };
}

/** `null` where no day has a figure. */
function sumOf(days: readonly BillDay[], figure: 'billedUsd' | 'estimatedUsd'): string | null {
  const known = days.flatMap((day) => day[figure] ?? []);
  if (known.length === 0) return null;
  return known.reduce((sum, usd) => sum.plus(usd), new Big(0)).toFixed();
}
