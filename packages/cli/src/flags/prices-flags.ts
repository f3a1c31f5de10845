import { Option } from 'commander';
import { listed, oneOf } from './one-of.ts';
import { priceOptions } from './report-flags.ts';
import { wholeNumber } from './whole-number.ts';

/** Flags that `prices list` and `prices explain` have in common. */
export interface PricesFlags {
  region?: string;
  day?: string;
  tier?: string;
  json?: boolean;
  color: boolean;
  prices?: string;
  discount?: string;
}

export interface ExplainFlags extends PricesFlags {
  input?: number;
  output?: number;
  cacheRead?: number;
  cacheWrite5m?: number;
  cacheWrite1h?: number;
}

export const listedTiers = ['standard', 'batch', 'flex', 'priority'] as const;
/** Batch calls are not in the invocation log, so there is no price of a call to explain. */
export const explainedTiers = ['standard', 'flex', 'priority'] as const;

export function lookupOptions(tiers: readonly string[]): Option[] {
  return [
    new Option('--region <name>', 'region of the call, such as us-east-1'),
    new Option('--day <date>', 'prices in force on this day, YYYY-MM-DD (default: last checked)'),
    new Option('--tier <name>', `service tier: ${listed(tiers)}`).argParser(
      oneOf({ flag: '--tier', names: tiers }),
    ),
    ...priceOptions(),
    new Option('--json', 'JSON, amounts as decimal strings'),
    new Option('--no-color', 'plain text, as with NO_COLOR=1'),
  ];
}

export function tokenOptions(): Option[] {
  return [
    tokenOption('--input', 'input tokens, without cached ones'),
    tokenOption('--output', 'output tokens'),
    tokenOption('--cache-read', 'tokens read from the prompt cache'),
    tokenOption('--cache-write-5m', 'tokens written to the prompt cache for 5 minutes'),
    tokenOption('--cache-write-1h', 'tokens written to the prompt cache for 1 hour'),
  ];
}

function tokenOption(flag: string, what: string): Option {
  return new Option(`${flag} <tokens>`, what).argParser(
    wholeNumber({ flag, what: 'a number of tokens', minimum: 0, maximum: 999_999_999 }),
  );
}
