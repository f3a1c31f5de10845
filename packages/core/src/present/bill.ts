import { presentBillCsv } from './bill-csv.ts';
import { presentBillMarkdown } from './bill-markdown.ts';
import { presentBillTable } from './bill-table.ts';
import { presentJson } from './json.ts';
import type { TextStyle } from './text-style.ts';
import { SpendError } from '../errors.ts';
import type { Bill } from '../model/bill.ts';

/**
 * The forms that a bill can take as text.
 *
 * @example
 * for (const format of billFormats) console.log(presentBill(bill, { format }));
 */
export const billFormats = ['table', 'markdown', 'json', 'csv'] as const;

/**
 * One of `billFormats`.
 *
 * @example
 * const format: BillFormat = 'markdown';
 */
export type BillFormat = (typeof billFormats)[number];

/**
 * How a bill is written.
 *
 * @example
 * presentBill(bill, { format: 'table', width: 100 } satisfies PresentBillOptions);
 */
export interface PresentBillOptions {
  format: BillFormat;
  /** Columns of the terminal, for `table`. Default 80. */
  width?: number | undefined;
  /** How `table` marks up what it writes; plain by default. */
  style?: TextStyle | undefined;
}

/**
 * Writes a bill as text that ends with a line break.
 *
 * @throws SpendError `INVALID_QUERY` for an unknown format.
 * @example
 * process.stdout.write(presentBill(bill, { format: 'table', width: process.stdout.columns }));
 */
export function presentBill(bill: Bill, { format, ...options }: PresentBillOptions): string {
  switch (format) {
    case 'table':
      return presentBillTable(bill, options);
    case 'markdown':
      return presentBillMarkdown(bill);
    case 'json':
      return presentJson(bill);
    case 'csv':
      return presentBillCsv(bill);
    default:
      throw new SpendError(
        'INVALID_QUERY',
        `Give a format of a bill: ${billFormats.join(', ')}; it is ${JSON.stringify(format)}.`,
      );
  }
}
