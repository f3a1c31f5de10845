import { callCells } from './call-cells.ts';
import { layOutCalls, type LaidOutColumn } from './call-layout.ts';
import { padLeft, padRight, shortenMiddle, wrapText } from './fit-text.ts';
import { formatCount } from './format-usd.ts';
import { listHeadline, pageText } from './list-headline.ts';
import { listNotes } from './list-notes.ts';
import { noUsageText } from './no-usage.ts';
import { tableNotes } from './table-notes.ts';
import { plainStyle, type TextStyle } from './text-style.ts';
import type { InvocationList, ListedInvocation } from '../model/invocation-list.ts';

export interface ListTableOptions {
  width?: number | undefined;
  style?: TextStyle | undefined;
}

/** The list for a terminal of `width` columns, a line for each call. */
export function presentListTable(
  list: InvocationList,
  { width = 80, style = plainStyle }: ListTableOptions,
): string {
  const columns = layOutCalls(list, { cells: callCells(list), width });
  const isEmpty = list.matched === 0;
  const lines = [
    ...wrapText(listHeadline(list), width).map(style.heading),
    ...wrapText(isEmpty ? noUsageText(list) : pageText(list), width).map(style.quiet),
    ...(list.invocations.length === 0 ? [] : ['', style.heading(titles(columns))]),
    ...list.invocations.map((call) => callLine(call, { columns, style })),
    ...tableNotes(listNotes(list, formatCount), { width, style }),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

const gap = '  ';

function titles(columns: readonly LaidOutColumn[]): string {
  return columns
    .map(({ title, kind, width }) => (kind === 'figure' ? padLeft : padRight)(title, width))
    .join(gap);
}

function callLine(
  call: ListedInvocation,
  { columns, style }: { columns: readonly LaidOutColumn[]; style: TextStyle },
): string {
  const cells = columns.map(({ title, kind, width, cell }) => {
    const pad = kind === 'figure' ? padLeft : padRight;
    const text = pad(shortenMiddle(cell(call), width), width);
    if (title === 'Cost')
      return call.costStatus === 'complete' ? style.cost(text) : style.warning(text);
    return title === 'Outcome' ? style.warning(text) : text;
  });
  return cells.join(gap);
}
