import { Option } from 'commander';
import { awsOptions, type AwsFlags } from './aws-flags.ts';
import { collectNames, collectValues } from './collect.ts';
import { listed, oneOf } from './one-of.ts';
import { percentage } from './percentage.ts';
import { wholeNumber } from './whole-number.ts';

/** What `report` takes, as commander hands it over. */
export interface ReportFlags extends AwsFlags {
  source?: SourceKind;
  strict?: boolean;
  deduplicate?: boolean;
  dryRun?: boolean;
  days?: number;
  since?: string;
  until?: string;
  month?: string;
  timeZone?: string;
  region?: readonly string[];
  account?: readonly string[];
  where?: readonly string[];
  groupBy?: readonly string[];
  top?: number;
  format?: ReportFormat;
  json?: boolean;
  color: boolean;
  prices?: string;
  discount?: string;
}

export const sourceKinds = ['files', 'cloudwatch'] as const;
export type SourceKind = (typeof sourceKinds)[number];

export const reportFormats = ['classic', 'table', 'markdown', 'json', 'csv'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Flags of `report` by the heading they stand under in its help. */
export function reportOptions(): ReadonlyMap<string, readonly Option[]> {
  return new Map([
    ['What to read:', [...readingOptions(), dryRunOption()]],
    ['AWS:', awsOptions()],
    ['Which days:', windowOptions()],
    ['Which calls:', filterOptions()],
    ['What to show:', presentationOptions()],
    ['Prices:', priceOptions()],
  ]);
}

export function readingOptions(): Option[] {
  return [
    new Option(
      '--source <kind>',
      'files, or cloudwatch (default: files where paths are given, else cloudwatch; env: BEDROCK_SPEND_SOURCE)',
    ).argParser(oneOf({ flag: '--source', names: sourceKinds })),
    new Option('--strict', 'parse every line in full instead of scanning it: slower, same figures'),
    new Option(
      '--deduplicate',
      'count a request id once, for logs that hold records twice; needs memory for every id',
    ),
  ];
}

function dryRunOption(): Option {
  return new Option('--dry-run', 'show what would be asked of AWS and what it costs; read nothing');
}

export function windowOptions(): Option[] {
  return [
    new Option('--days <n>', 'calendar days that end with --until (default: 7)')
      .argParser(
        wholeNumber({ flag: '--days', what: 'a number of days', minimum: 1, maximum: 3660 }),
      )
      .conflicts(['since', 'month']),
    new Option('--since <date>', 'first day, inclusive, YYYY-MM-DD').conflicts('month'),
    new Option('--until <date>', 'last day, inclusive, YYYY-MM-DD (default: today)').conflicts(
      'month',
    ),
    new Option('--month <month>', 'a calendar month, YYYY-MM'),
    new Option(
      '--time-zone <name>',
      'where days begin, such as Europe/Berlin (default: UTC, env: BEDROCK_SPEND_TIME_ZONE)',
    ),
  ];
}

export function filterOptions(): Option[] {
  return [
    new Option(
      '--region <name>',
      'region of the calls; repeat or use commas; all for every region (default: AWS_REGION; of files, all; env: BEDROCK_SPEND_REGIONS)',
    ).argParser(collectNames),
    new Option(
      '--account <id>',
      'account of the calls, 12 digits; repeat or use commas; another one is read by a role (default: your own; of files, all; env: BEDROCK_SPEND_ACCOUNTS)',
    ).argParser(collectNames),
    new Option(
      '--where <condition>',
      'only calls with dimension=value, or dimension!=value; repeat for more',
    ).argParser(collectValues),
  ];
}

function presentationOptions(): Option[] {
  return [
    new Option(
      '--group-by <dimension>',
      'sections of the report; repeat or use commas (default: day,region,model,principal)',
    ).argParser(collectNames),
    new Option(
      '--top <n>',
      'rows of a section; what is left out is summed in a line (default: all)',
    ).argParser(
      wholeNumber({ flag: '--top', what: 'a number of rows', minimum: 1, maximum: 1_000_000 }),
    ),
    new Option(
      '--format <name>',
      `${listed(reportFormats)} (default: table on a terminal, else classic)`,
    ).argParser(oneOf({ flag: '--format', names: reportFormats })),
    new Option('--json', 'the same as --format json').conflicts('format'),
    new Option('--no-color', 'plain text, as with NO_COLOR=1'),
  ];
}

export function priceOptions(): Option[] {
  return [
    new Option(
      '--prices <file>',
      'your own prices, JSON; they come before list prices (env: BEDROCK_SPEND_PRICES)',
    ),
    new Option('--discount <percent>', 'taken off list prices, such as 12.5').argParser(percentage),
  ];
}
