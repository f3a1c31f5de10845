import { Option } from 'commander';
import { awsOptions, type AwsFlags } from './aws-flags.ts';
import { listed, oneOf } from './one-of.ts';
import {
  filterOptions,
  priceOptions,
  readingOptions,
  windowOptions,
  type ReportFlags,
} from './report-flags.ts';

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
    ['Whose bill:', filterOptions().filter(isKnownToBills)],
    ['What to show:', presentationOptions()],
    ['Prices of the estimate:', priceOptions()],
  ]);
}

function noEstimateOption(): Option {
  return new Option('--no-estimate', 'the bill alone: read no logs');
}

/** AWS bills by UTC day, account and region; it knows nothing of callers and their tags. */
function isKnownToBills({ long }: Option): boolean {
  return long !== '--time-zone' && long !== '--where';
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
