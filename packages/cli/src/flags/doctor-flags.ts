import { Option } from 'commander';
import { accessOptions, logGroupOption, type AwsFlags } from './aws-flags.ts';
import { collectNames } from './collect.ts';

export interface DoctorFlags extends Omit<AwsFlags, 'engine' | 'cache'> {
  region?: readonly string[];
  account?: readonly string[];
  paidChecks?: boolean;
  policy?: boolean;
  json?: boolean;
  color: boolean;
}

/** Flags of `doctor` by the heading they stand under in its help. */
export function doctorOptions(): ReadonlyMap<string, readonly Option[]> {
  return new Map([
    ['What to check:', checkedOptions()],
    ['As whom:', accessOptions()],
    ['What to show:', shownOptions()],
  ]);
}

function checkedOptions(): Option[] {
  return [
    new Option(
      '--region <name>',
      'region; repeat or use commas; all for every region (default: AWS_REGION, env: BEDROCK_SPEND_REGIONS)',
    ).argParser(collectNames),
    new Option(
      '--account <id>',
      'account, 12 digits; repeat or use commas (default: your own, env: BEDROCK_SPEND_ACCOUNTS)',
    ).argParser(collectNames),
    logGroupOption(),
    new Option(
      '--paid-checks',
      'also try what costs money: a query of one minute, and Cost Explorer ($0.01)',
    ),
  ];
}

function shownOptions(): Option[] {
  return [
    new Option('--policy', 'only the IAM policy that is needed, as JSON'),
    new Option('--json', 'everything, as JSON').conflicts('policy'),
    new Option('--no-color', 'plain text, as with NO_COLOR=1'),
  ];
}
