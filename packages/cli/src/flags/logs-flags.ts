import { Option } from 'commander';
import { awsOptions, type AwsFlags } from './aws-flags.ts';
import { listed, oneOf } from './one-of.ts';
import { filterOptions, priceOptions, readingOptions, windowOptions } from './report-flags.ts';
import type { ReportFlags } from './report-flags.ts';
import { wholeNumber } from './whole-number.ts';

/** What `logs` takes, as commander hands it over. */
export interface LogsFlags
  extends AwsFlags, Omit<ReportFlags, 'groupBy' | 'top' | 'format' | 'dryRun'> {
  order?: ListOrder;
  limit?: number;
  cursor?: string;
  format?: LogsFormat;
}

export const listOrders = ['cost', 'time', 'tokens'] as const;
export type ListOrder = (typeof listOrders)[number];

export const logsFormats = ['table', 'markdown', 'json', 'csv'] as const;
export type LogsFormat = (typeof logsFormats)[number];

/** Flags of `logs` by the heading they stand under in its help. */
export function logsOptions(): ReadonlyMap<string, readonly Option[]> {
  return new Map([
    ['What to read:', readingOptions()],
    ['AWS:', awsOptions()],
    ['Which days:', windowOptions()],
    ['Which calls:', filterOptions()],
    ['What to show:', presentationOptions()],
    ['Prices:', priceOptions()],
  ]);
}

function presentationOptions(): Option[] {
  return [
    new Option(
      '--order <name>',
      `what comes first: most ${listOrders[0]}, latest ${listOrders[1]} or most ${listOrders[2]} (default: cost)`,
    ).argParser(oneOf({ flag: '--order', names: listOrders })),
    new Option('--limit <n>', 'calls on a page (default: 20)').argParser(
      wholeNumber({ flag: '--limit', what: 'a number of calls', minimum: 1, maximum: 10_000 }),
    ),
    new Option('--cursor <text>', 'the next page, as the page before names it'),
    new Option('--format <name>', `${listed(logsFormats)} (default: table)`).argParser(
      oneOf({ flag: '--format', names: logsFormats }),
    ),
    new Option('--json', 'the same as --format json').conflicts('format'),
    new Option('--no-color', 'plain text, as with NO_COLOR=1'),
  ];
}
