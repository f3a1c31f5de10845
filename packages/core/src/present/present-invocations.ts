import { presentJson } from './json.ts';
import { presentListCsv } from './list-csv.ts';
import { presentListMarkdown } from './list-markdown.ts';
import { presentListTable } from './list-table.ts';
import { SpendError } from '../errors.ts';
import type { TextStyle } from './text-style.ts';
import type { InvocationList } from '../model/invocation-list.ts';

/**
 * The forms that a list of single calls can take as text.
 *
 * @example
 * const list = await listInvocations(source, { days: 1 });
 * for (const format of listFormats) console.log(presentInvocations(list, { format }));
 */
export const listFormats = ['table', 'markdown', 'json', 'csv'] as const;

/**
 * One of `listFormats`.
 *
 * @example
 * const format: ListFormat = 'csv';
 */
export type ListFormat = (typeof listFormats)[number];

/**
 * How a list of single calls is written.
 *
 * @example
 * const options: PresentListOptions = { format: 'table', width: 120 };
 */
export interface PresentListOptions {
  format: ListFormat;
  /** Columns of the terminal, for `table`. Default 80. */
  width?: number | undefined;
  /** How `table` marks up what it writes; plain by default. */
  style?: TextStyle | undefined;
}

/**
 * Writes a list of single calls as text that ends with a line break. Control characters in names are
 * escaped in every format.
 *
 * @throws SpendError `INVALID_QUERY` for an unknown format.
 * @example
 * const list = await listInvocations(source, { days: 1 });
 * process.stdout.write(presentInvocations(list, { format: 'table' }));
 */
export function presentInvocations(list: InvocationList, options: PresentListOptions): string {
  switch (options.format) {
    case 'table':
      return presentListTable(list, options);
    case 'markdown':
      return presentListMarkdown(list);
    case 'json':
      return presentJson(list);
    case 'csv':
      return presentListCsv(list);
    default:
      throw new SpendError(
        'INVALID_QUERY',
        `There is no format ${JSON.stringify(options.format)}; use ${listFormats.join(', ')}.`,
      );
  }
}
