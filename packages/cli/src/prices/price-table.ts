import { visibleText, type PriceRow } from '@bedrock-spend/core';
import { textTable, type Column } from './text-table.ts';

export interface PriceTableOptions {
  rows: readonly PriceRow[];
  /** Of the terminal, in columns; infinite where no one looks. */
  width: number;
  /** Marks up titles. */
  heading: (text: string) => string;
}

/** A price on each line; where that is too wide, under the id of its model, with its note below. */
export function priceTable({ rows, width, heading }: PriceTableOptions): string {
  const cells = rows.map((row) => rowCells(row).map(visibleText));
  const wide = textTable({ columns, rows: cells, heading });
  // What marks up the titles takes no room: the rows below them are as wide or wider.
  const [, ...lines] = wide.split('\n');
  return lines.every(({ length }) => length <= width) ? wide : narrowTable(cells, heading);
}

function narrowTable(
  cells: readonly (readonly string[])[],
  heading: PriceTableOptions['heading'],
): string {
  const inner = columns.slice(1, -1);
  const rows = cells.map((row) => row.slice(1, -1));
  const [titles = '', ...lines] = textTable({ columns: inner, rows, heading }).split('\n');
  const shown = cells.flatMap(([id = '', ...rest], index) => [
    ...(id === cells[index - 1]?.[0] ? [] : ['', heading(id)]),
    lines[index] ?? '',
    ...(rest.at(-1) === '' ? [] : [`  ${rest.at(-1)}`]),
  ]);
  return [titles, ...shown].map((line) => `${line}\n`).join('');
}

const columns: readonly Column[] = [
  { title: 'Model', align: 'left' },
  { title: 'Scope', align: 'left' },
  { title: 'Region', align: 'left' },
  { title: 'Tier', align: 'left' },
  { title: 'Input', align: 'right' },
  { title: 'Output', align: 'right' },
  { title: 'Cached', align: 'right' },
  { title: 'Write 5m', align: 'right' },
  { title: 'Write 1h', align: 'right' },
  { title: 'Note', align: 'left' },
];

function rowCells(row: PriceRow): string[] {
  const { id, scope, region, tier, input, output, cacheRead, cacheWrite5m, cacheWrite1h } = row;
  const amounts = [input, output, cacheRead, cacheWrite5m, cacheWrite1h];
  return [id, scope, region ?? 'all', tier, ...amounts.map((amount) => amount ?? ''), noteOf(row)];
}

function noteOf(row: PriceRow): string {
  const { longContext, perImage, effectiveFrom, effectiveTo, unpricedBecause, checkedOn } = row;
  const notes = [
    checkedOn === null ? 'your price' : '',
    effectiveFrom === null ? '' : `from ${effectiveFrom}`,
    effectiveTo === null ? '' : `to ${effectiveTo}`,
    longContext === null
      ? ''
      : `above ${longContext.above / 1000}k: ${longContext.input ?? '?'}/${longContext.output ?? '?'}`,
    ...perImage.map(({ size, usd }) => `${usd} per image${size === 'any' ? '' : ` ${size}`}`),
    unpricedBecause ?? '',
  ];
  return notes.filter((note) => note !== '').join(', ');
}
