export interface Column {
  title: string;
  align: 'left' | 'right';
}

export interface TextTableOptions {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
  /** Marks up the line of titles. */
  heading: (text: string) => string;
}

const gap = '  ';

/** Rows of plain ASCII under titles, every column as wide as its widest cell; empty columns are left out. */
export function textTable({ columns, rows, heading }: TextTableOptions): string {
  const shown = columns
    .map((column, index) => ({ ...column, index }))
    .filter(({ index }) => rows.some((row) => (row[index] ?? '') !== ''))
    .map((column) => ({
      ...column,
      width: Math.max(
        ...[column.title, ...rows.map((row) => row[column.index] ?? '')].map(
          ({ length }) => length,
        ),
      ),
    }));
  const line = (cellOf: (column: (typeof shown)[number]) => string): string =>
    shown
      .map((column) => pad(cellOf(column), column))
      .join(gap)
      .trimEnd();
  const body = rows.map((row) => line(({ index }) => row[index] ?? ''));
  return [heading(line(({ title }) => title)), ...body].map((text) => `${text}\n`).join('');
}

function pad(text: string, column: { align: 'left' | 'right'; width: number }): string {
  return column.align === 'left' ? text.padEnd(column.width) : text.padStart(column.width);
}
