import { billHeadline, usageTable, type BillTable } from './bill-cells.ts';
import { billDayTable } from './bill-day-table.ts';
import { billNotes } from './bill-notes.ts';
import { markdownText } from './markdown-text.ts';
import { noteSentence } from './note-text.ts';
import type { Bill } from '../model/bill.ts';

/** The bill as tables of GitHub-flavored Markdown. */
export function presentBillMarkdown(bill: Bill): string {
  const notes = billNotes(bill).map(
    (note) => `- **${note.label}:** ${markdownText(noteSentence(note))}`,
  );
  const blocks = [
    `## ${markdownText(billHeadline(bill))}`,
    tableBlock(billDayTable(bill)),
    ...(bill.services.length === 0 ? [] : [tableBlock(usageTable(bill))]),
    notes.join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function tableBlock({ titles, names, rows }: BillTable): string {
  return [
    titles,
    titles.map((_, column) => (column < names ? ':--' : '--:')),
    ...rows.map(({ cells, kind }) => cells.map((cell) => emphasized(cell.trim(), kind === 'sum'))),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function emphasized(cell: string, isSum: boolean): string {
  const text = markdownText(cell);
  return isSum && text !== '' ? `**${text}**` : text;
}
