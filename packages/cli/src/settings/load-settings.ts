import { join } from 'node:path';
import { collectNames } from '../flags/collect.ts';
import { engineNames } from '../flags/aws-flags.ts';
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

const listKeys = ['paths', 'region', 'account', 'logGroup', 'groupBy', 'where'] as const;
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
  const name = (variable: string) => (isSet(env[variable]) ? env[variable] : undefined);
  const choice = <Name extends string>(variable: string, names: readonly Name[]) => {
    const value = name(variable);
    return value === undefined ? undefined : oneOf({ flag: variable, names })(value);
  };
  const list = (variable: string) => {
    const value = name(variable);
    return value === undefined ? undefined : collectNames(value);
  };
  const given = {
    source: choice('BEDROCK_SPEND_SOURCE', sourceKinds),
    engine: choice('BEDROCK_SPEND_ENGINE', engineNames),
    region: list('BEDROCK_SPEND_REGIONS'),
    account: list('BEDROCK_SPEND_ACCOUNTS'),
    logGroup: list('BEDROCK_SPEND_LOG_GROUPS'),
    roleName: name('BEDROCK_SPEND_ROLE_NAME'),
    externalId: name('BEDROCK_SPEND_EXTERNAL_ID'),
    cache: fileOrNone(name('BEDROCK_SPEND_CACHE')),
    timeZone: name('BEDROCK_SPEND_TIME_ZONE'),
    prices: name('BEDROCK_SPEND_PRICES'),
  };
  return Object.assign(
    settings,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
}

/** The name of a file, or `false` as in the configuration file. */
function fileOrNone(value: string | undefined): string | false | undefined {
  return value === 'false' ? false : value;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}
