import { presentClassic } from './classic.ts';
import { presentCsv } from './csv.ts';
import { presentJson } from './json.ts';
import { presentMarkdown } from './markdown.ts';
import { presentTable } from './table.ts';
import { SpendError } from '../errors.ts';
import type { TextStyle } from './text-style.ts';
import type { Report } from '../model/report.ts';

/**
 * The forms that a report can take as text.
 *
 * @example
 * for (const format of formats) console.log(present(report, { format, top: 5 }));
 */
export const formats = ['classic', 'table', 'markdown', 'json', 'csv'] as const;

/**
 * One of `formats`.
 *
 * @example
 * const format: Format = 'markdown';
 * console.log(present(report, { format }));
 */
export type Format = (typeof formats)[number];

/**
 * How a report is written.
 *
 * @example
 * present(report, { format: 'table', top: 10, width: 100 });
 */
export interface PresentOptions {
  format: Format;
  /**
   * Rows to show of each section, those with the most tokens; the rest is summed in one line. All by
   * default. JSON and CSV always hold all rows: they are for programs.
   */
  top?: number | undefined;
  /** Columns of the terminal, for `table`. Default 80. */
  width?: number | undefined;
  /** How `table` marks up what it writes; plain by default. */
  style?: TextStyle | undefined;
}

/**
 * Writes a report as text that ends with a line break. Control characters in names are escaped in
 * every format.
 *
 * @throws SpendError `INVALID_QUERY` for an unknown format or a `top` below 1.
 * @example
 * process.stdout.write(present(report, { format: 'table', width: process.stdout.columns }));
 */
export function present(report: Report, options: PresentOptions): string {
  checkOptions(options);
  switch (options.format) {
    case 'classic':
      return presentClassic(report, options);
    case 'table':
      return presentTable(report, options);
    case 'markdown':
      return presentMarkdown(report, options);
    case 'json':
      return presentJson(report);
    case 'csv':
      return presentCsv(report);
  }
}

function checkOptions({ format, top }: PresentOptions): void {
  if (!formats.includes(format)) {
    throw new SpendError(
      'INVALID_QUERY',
      `There is no format ${JSON.stringify(format)}; use ${formats.join(', ')}.`,
    );
  }
  if (top !== undefined && (!Number.isInteger(top) || top < 1)) {
    throw new SpendError('INVALID_QUERY', `Give top as a whole number from 1 on, not ${top}.`);
  }
}
