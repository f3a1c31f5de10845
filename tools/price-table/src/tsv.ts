/** One line of a TSV file, by column name; an empty cell is an empty string. */
export type TsvRecord = Readonly<Record<string, string>>;

/**
 * Reads a TSV file whose first line that is not a comment (`#`) names the columns. Throws when a line
 * has more cells than there are columns: a stray tab would shift a price into the wrong column.
 */
export function parseTsv(text: string, fileName: string): TsvRecord[] {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  const [header, ...records] = lines;
  if (header === undefined) throw new Error(`${fileName} is empty`);
  const columns = header.line.split('\t');
  return records.map(({ line, number }) => {
    const cells = line.split('\t');
    if (cells.length > columns.length) {
      throw new Error(`${fileName}:${number}: ${cells.length} cells for ${columns.length} columns`);
    }
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

/** Writes records as TSV with the given columns. */
export function formatTsv(columns: readonly string[], records: readonly TsvRecord[]): string {
  const lines = records.map((record) => columns.map((column) => record[column] ?? '').join('\t'));
  return `${[columns.join('\t'), ...lines.map((line) => line.trimEnd())].join('\n')}\n`;
}
