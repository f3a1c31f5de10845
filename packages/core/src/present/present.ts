import { presentClassic } from './classic.ts';
import { presentCsv } from './csv.ts';
import { presentJson } from './json.ts';
import { presentMarkdown } from './markdown.ts';
import { presentTable } from './table.ts';
import type { TextStyle } from './text-style.ts';
import type { Report } from '../model/report.ts';

/** The forms that a report can take as text. */
export const formats = ['classic', 'table', 'markdown', 'json', 'csv'] as const;

export type Format = (typeof formats)[number];

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
 * @example
 * process.stdout.write(present(report, { format: 'table', width: process.stdout.columns }));
 */
export function present(report: Report, options: PresentOptions): string {
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
