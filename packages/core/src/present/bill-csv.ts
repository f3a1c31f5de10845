import { csvCell } from './csv-cell.ts';
import type { Bill } from '../model/bill.ts';

const columns = [
  'kind',
  'date',
  'status',
  'service',
  'usage_type',
  'record_type',
  'quantity',
  'unit',
  'billed_usd',
  'estimated_usd',
  'estimate_status',
  'difference_usd',
  'difference_percent',
] as const;

type Line = Partial<Record<(typeof columns)[number], string | null>>;

/**
 * One line for each day, each usage type of a day and each adjustment, after a header; RFC 4180. Amounts
 * are exact decimals; what is unknown is an empty cell, never 0.
 */
export function presentBillCsv(bill: Bill): string {
  const lines = [...dayLines(bill), ...usageLines(bill), ...adjustmentLines(bill)];
  const cells = lines.map((line) => columns.map((column) => line[column] ?? ''));
  return [columns, ...cells].map((line) => `${line.join(',')}\r\n`).join('');
}

function dayLines({ days }: Bill): Line[] {
  return days.map((day) => ({
    kind: 'day',
    date: day.date,
    status: day.status,
    billed_usd: day.billedUsd,
    estimated_usd: day.estimatedUsd,
    estimate_status: day.estimateStatus,
    difference_usd: day.differenceUsd,
    difference_percent: day.differencePercent,
  }));
}

function usageLines({ lines }: Bill): Line[] {
  return lines.map(({ date, service, usageType, quantity, unit, billedUsd }) => ({
    kind: 'usage',
    date,
    service: csvCell(service),
    usage_type: csvCell(usageType),
    quantity,
    unit: csvCell(unit),
    billed_usd: billedUsd,
  }));
}

function adjustmentLines({ adjustments }: Bill): Line[] {
  return adjustments.map(({ date, service, recordType, billedUsd }) => ({
    kind: 'adjustment',
    date,
    service: csvCell(service),
    record_type: csvCell(recordType),
    billed_usd: billedUsd,
  }));
}
