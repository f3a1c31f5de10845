import { billHeadline, usageTable, type BillTable } from './bill-cells.ts';
import { billDayTable } from './bill-day-table.ts';
import { billNotes } from './bill-notes.ts';
import { padLeft, padRight, shortenMiddle, widestText, wrapText } from './fit-text.ts';
import { tableNotes } from './table-notes.ts';
import { plainStyle, type TextStyle } from './text-style.ts';
import type { Bill } from '../model/bill.ts';

export interface BillTableOptions {
  width?: number | undefined;
  style?: TextStyle | undefined;
}

/** The bill for a terminal of `width` columns. */
export function presentBillTable(
  bill: Bill,
  { width = 80, style = plainStyle }: BillTableOptions,
): string {
  const layout = { width, style };
  const lines = [
    ...wrapText(billHeadline(bill), width).map(style.heading),
    '',
    ...tableLines(billDayTable(bill), layout),
    ...(bill.services.length === 0 ? [] : ['', ...tableLines(usageTable(bill), layout)]),
    ...tableNotes(billNotes(bill), layout),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

interface Layout {
  width: number;
  style: TextStyle;
}

const gap = '  ';
const leastName = 12;

/** The first column gives way where the line is too long. */
function tableLines({ titles, names, rows }: BillTable, { width, style }: Layout): string[] {
  const widths = titles.map((title, column) =>
    widestText([title, ...rows.map(({ cells }) => cells[column] ?? '')]),
  );
  const excess = widths.reduce((sum, one) => sum + one, gap.length * (widths.length - 1)) - width;
  const [first = 0] = widths;
  widths[0] = excess > 0 ? Math.max(leastName, first - excess) : first;
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const room = widths[column] ?? 0;
        const text = shortenMiddle(cell, room);
        return column < names ? padRight(text, room) : padLeft(text, room);
      })
      .join(gap);
  const marks = { plain: (text: string) => text, sum: style.heading, open: style.quiet };
  return [style.heading(line(titles)), ...rows.map(({ cells, kind }) => marks[kind](line(cells)))];
}
