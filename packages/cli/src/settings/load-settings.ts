import { join } from 'node:path';
import { collectNames } from '../flags/collect.ts';
import { oneOf } from '../flags/one-of.ts';
import { sourceKinds } from '../flags/report-flags.ts';
import type { Terminal } from '../terminal.ts';
import type { Config } from './config-schema.ts';
import { readConfig } from './read-config.ts';

export const configFileName = 'bedrock-spend.config.json';

/** Defaults from outside the command line, lists as lists. */
export type Settings = Omit<Config, '$schema' | ListKey> & {
  [key in ListKey]?: readonly string[];
};

const listKeys = ['paths', 'region', 'account', 'groupBy', 'where'] as const;
type ListKey = (typeof listKeys)[number];

/**
 * What the environment and the configuration files say, the more specific first: `BEDROCK_SPEND_*`,
 * then `bedrock-spend.config.json` here, then the one in the user's configuration directory.
 */
export async function loadSettings({ env, workingDirectory }: Terminal): Promise<Settings> {
  const [here, users] = await Promise.all([
    readConfig(join(workingDirectory, configFileName)),
    readConfig(join(await userConfigDirectory(), configFileName)),
  ]);
  return { ...lists(users ?? {}), ...lists(here ?? {}), ...environmentSettings(env) };
}

async function userConfigDirectory(): Promise<string> {
  const { default: environmentPaths } = await import('env-paths');
  return environmentPaths('bedrock-spend', { suffix: '' }).config;
}

function lists({ $schema: _, ...config }: Config): Settings {
  const result: Record<string, unknown> = { ...config };
  for (const key of listKeys) {
    const value = config[key];
    if (typeof value === 'string') result[key] = [value];
  }
  return result;
}

function environmentSettings(env: Terminal['env']): Settings {
  const settings: Settings = {};
  const { BEDROCK_SPEND_SOURCE: source, BEDROCK_SPEND_ACCOUNTS: accounts } = env;
  const { BEDROCK_SPEND_TIME_ZONE: timeZone, BEDROCK_SPEND_PRICES: prices } = env;
  if (isSet(source)) {
    settings.source = oneOf({ flag: 'BEDROCK_SPEND_SOURCE', names: sourceKinds })(source);
  }
  if (isSet(accounts)) settings.account = collectNames(accounts);
  if (isSet(timeZone)) settings.timeZone = timeZone;
  if (isSet(prices)) settings.prices = prices;
  return settings;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
