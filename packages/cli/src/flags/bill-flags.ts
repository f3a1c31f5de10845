import { Option } from 'commander';
import { awsOptions, type AwsFlags } from './aws-flags.ts';
import { collectNames } from './collect.ts';
import { listed, oneOf } from './one-of.ts';
import { priceOptions, readingOptions, windowOptions, type ReportFlags } from './report-flags.ts';

/** What `bill` takes, as commander hands it over. */
export interface BillFlags
  extends
    AwsFlags,
    Omit<ReportFlags, 'where' | 'groupBy' | 'top' | 'timeZone' | 'format' | 'dryRun'> {
  /** `false` with `--no-estimate`. */
  estimate: boolean;
  format?: BillFormatName;
}

export const billFormatNames = ['table', 'markdown', 'json', 'csv'] as const;
export type BillFormatName = (typeof billFormatNames)[number];

/** Flags of `bill` by the heading they stand under in its help. */
export function billOptions(): ReadonlyMap<string, readonly Option[]> {
  return new Map([
    ['What to estimate from:', [noEstimateOption(), ...readingOptions()]],
    ['AWS:', awsOptions()],
    ['Which days, in UTC:', windowOptions().filter(isKnownToBills)],
    ['Whose bill:', placeOptions()],
    ['What to show:', presentationOptions()],
    ['Prices of the estimate:', priceOptions()],
  ]);
}

function noEstimateOption(): Option {
  return new Option('--no-estimate', 'the bill alone: read no logs');
}

/** AWS bills by UTC day. */
function isKnownToBills({ long }: Option): boolean {
  return long !== '--time-zone';
}

/** AWS bills by account and region; it knows nothing of callers and their tags. */
function placeOptions(): Option[] {
  return [
    new Option(
      '--region <name>',
      'region of the usage; repeat or use commas (default: all, env: BEDROCK_SPEND_REGIONS)',
    ).argParser(collectNames),
    new Option(
      '--account <id>',
      'account of the usage, 12 digits; repeat or use commas (default: see below, env: BEDROCK_SPEND_ACCOUNTS)',
    ).argParser(collectNames),
  ];
}

function presentationOptions(): Option[] {
  return [
    new Option('--format <name>', `${listed(billFormatNames)} (default: table)`).argParser(
      oneOf({ flag: '--format', names: billFormatNames }),
    ),
    new Option('--json', 'the same as --format json').conflicts('format'),
    new Option('--no-color', 'plain text, as with NO_COLOR=1'),
  ];
}
