import { Big } from 'big.js';

import { dollars, type BillTable, type BillTableRow } from './bill-cells.ts';
import { plural } from './plural.ts';
import type { Bill, BillDay } from '../model/bill.ts';

const statusTexts: Readonly<Record<BillDay['status'], string>> = {
  billed: 'billed',
  'estimated-only': 'estimated only',
  pending: 'pending',
};

/** Day by day, and the sums of the days that are final and of those that are not. */
export function billDayTable(bill: Bill): BillTable {
  const isCompared = bill.estimate !== null;
  const figures = (part: Figures, estimated: string) => [
    dollars(part.billedUsd),
    ...(isCompared
      ? [estimated, dollars(part.differenceUsd, { signed: true }), percent(part.differencePercent)]
      : []),
  ];
  const dayRow = (day: BillDay): BillTableRow => ({
    cells: [day.date, statusTexts[day.status], ...figures(day, estimatedText(day))],
    kind: day.status === 'pending' ? 'open' : 'plain',
  });
  const sumRow = (kind: 'final' | 'pending'): BillTableRow => {
    const part = bill.totals[kind];
    const own = bill.days.filter(({ status }) => (status === 'pending') === (kind === 'pending'));
    const mark = own.every(isComplete) ? '' : '+';
    const estimated = dollars(part.estimatedUsd) + mark;
    return { cells: [plural(part.days, 'day'), kind, ...figures(part, estimated)], kind: 'sum' };
  };
  const sums = (['final', 'pending'] as const).filter((kind) => bill.totals[kind].days > 0);
  return {
    titles: ['Day', 'Status', 'Billed', ...(isCompared ? ['Estimated', 'Difference', ''] : [])],
    names: 2,
    rows: [...bill.days.map(dayRow), ...sums.map(sumRow)],
  };
}

type Figures = Pick<BillDay, 'billedUsd' | 'differenceUsd' | 'differencePercent'>;

function estimatedText({ estimatedUsd, estimateStatus }: BillDay): string {
  if (estimateStatus === 'unpriced') return 'unpriced';
  return dollars(estimatedUsd) + (estimateStatus === 'incomplete' ? '+' : '');
}

function isComplete({ estimateStatus }: BillDay): boolean {
  return estimateStatus === 'complete';
}

function percent(value: string | null): string {
  if (value === null) return '';
  return `${new Big(value).gt(0) ? '+' : ''}${value} %`;
}
