import { parseArgs } from 'node:util';

import { SpendError, closestName, type Query } from '@bedrock-spend/core';

import { engines, type AwsSettings } from './aws-settings.ts';
import { serverLogLevels, type ServerLogLevel } from './logger.ts';
import { namesOf } from './names-of.ts';

/** What the command was asked to do. */
export type Command =
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'create-key'; name: string }
  | ServeCommand;

export interface ServeCommand {
  kind: 'serve';
  source: { kind: 'files'; paths: readonly string[] } | ({ kind: 'cloudwatch' } & AwsSettings);
  /** What calls may leave out. */
  defaults: Pick<Query, 'timeZone' | 'regions' | 'accounts' | 'logGroups'>;
  stdio: boolean;
  host: string;
  port: number;
  pricesPath: string | undefined;
  /** Path of the server's settings, or the settings themselves as JSON. */
  settings: string | undefined;
  logLevel: ServerLogLevel;
  logPath: string | undefined;
}

const options = {
  source: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  stdio: { type: 'boolean' },
  prices: { type: 'string' },
  settings: { type: 'string' },
  'create-key': { type: 'string' },
  'time-zone': { type: 'string' },
  region: { type: 'string', multiple: true },
  account: { type: 'string', multiple: true },
  'log-group': { type: 'string', multiple: true },
  profile: { type: 'string' },
  'role-name': { type: 'string' },
  'external-id': { type: 'string' },
  engine: { type: 'string' },
  'no-cache': { type: 'boolean' },
  'log-level': { type: 'string' },
  'log-file': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

/**
 * Reads flags and environment; flags come first.
 *
 * @throws SpendError `INVALID_CONFIG` with one sentence about what is wrong.
 */
export function readCommandLine(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Command {
  const { values, positionals } = parsed(words);
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  const keyName = values['create-key'];
  if (keyName !== undefined) return { kind: 'create-key', name: checkedKeyName(keyName) };
  const setting: Setting = (flag, name) => flag ?? (env[name] === '' ? undefined : env[name]);
  if (values.stdio === true && (values.port ?? values.host) !== undefined) {
    throw wrongUsage('--port and --host are for HTTP: leave them out, or leave --stdio out.');
  }
  return {
    kind: 'serve',
    source: sourceOf(values, positionals, setting),
    defaults: {
      timeZone: setting(values['time-zone'], 'BEDROCK_SPEND_TIME_ZONE'),
      regions: namesOf(values.region ?? setting(undefined, 'BEDROCK_SPEND_REGIONS')),
      accounts: namesOf(values.account ?? setting(undefined, 'BEDROCK_SPEND_ACCOUNTS')),
      logGroups: namesOf(values['log-group'] ?? setting(undefined, 'BEDROCK_SPEND_LOG_GROUPS')),
    },
    stdio: values.stdio ?? false,
    host: setting(values.host, 'HOST') ?? '127.0.0.1',
    port: portOf(setting(values.port, 'PORT') ?? '3000'),
    pricesPath: setting(values.prices, 'BEDROCK_SPEND_PRICES'),
    settings: setting(values.settings, 'BEDROCK_SPEND_SERVER_SETTINGS'),
    logLevel: logLevelOf(setting(values['log-level'], 'BEDROCK_SPEND_LOG_LEVEL') ?? 'info'),
    logPath: setting(values['log-file'], 'BEDROCK_SPEND_LOG_FILE'),
  };
}

type Values = ReturnType<typeof parsed>['values'];
/** The flag, or else the environment variable of this name. */
type Setting = (flag: string | undefined, name: string) => string | undefined;

function sourceOf(
  values: Values,
  paths: readonly string[],
  setting: Setting,
): ServeCommand['source'] {
  const kind =
    setting(values.source, 'BEDROCK_SPEND_SOURCE') ?? (paths.length > 0 ? 'files' : 'cloudwatch');
  if (kind === 'files') {
    checkFiles(values, paths);
    return { kind, paths };
  }
  if (kind !== 'cloudwatch') {
    throw wrongUsage(`The source must be files or cloudwatch, not ${JSON.stringify(kind)}.`);
  }
  if (paths.length > 0) {
    throw wrongUsage('Give either paths of log files or --source cloudwatch, not both.');
  }
  return {
    kind,
    // Hosts show nobody why a server did not start: one over stdio starts, and its tools tell.
    isAsked: values.stdio === true || setting(values.source, 'BEDROCK_SPEND_SOURCE') !== undefined,
    profile: values.profile,
    roleName: setting(values['role-name'], 'BEDROCK_SPEND_ROLE_NAME'),
    externalId: setting(values['external-id'], 'BEDROCK_SPEND_EXTERNAL_ID'),
    engine: engineOf(setting(values.engine, 'BEDROCK_SPEND_ENGINE')),
    keepDays: values['no-cache'] !== true,
  };
}

const cloudwatchFlags = [
  'log-group',
  'profile',
  'role-name',
  'external-id',
  'engine',
  'no-cache',
] as const;

function checkFiles(values: Values, paths: readonly string[]): void {
  if (paths.length === 0) {
    throw wrongUsage(
      'Give the log files or folders to read: bedrock-spend-mcp --source files logs/',
    );
  }
  if (paths.includes('-')) {
    throw wrongUsage('A server reads its logs again for each report: give files instead of stdin.');
  }
  const foreign = cloudwatchFlags.find((name) => values[name] !== undefined);
  if (foreign !== undefined) {
    throw wrongUsage(`--${foreign} is for --source cloudwatch: leave it out when reading files.`);
  }
}

function engineOf(text: string | undefined): AwsSettings['engine'] {
  const engine = engines.find((name) => name === text);
  if (text !== undefined && engine === undefined) {
    throw wrongUsage(
      `The engine must be one of ${engines.join(', ')}, not ${JSON.stringify(text)}.`,
    );
  }
  return engine;
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (error) {
    throw wrongUsage(usageSentence(error, words));
  }
}

/** Node's own sentences are about its API; this one is for the person who typed. */
function usageSentence(error: unknown, words: readonly string[]): string {
  const names = Object.keys(options).map((name) => `--${name}`);
  const flags = words
    .filter((word) => word.startsWith('-'))
    .map((word) => word.split('=')[0] ?? '');
  const unknown = flags.find((flag) => !names.includes(flag) && !['-h', '-V'].includes(flag));
  if (unknown === undefined) return valueSentence(error);
  const meant = closestName(unknown, names);
  return meant === null
    ? `Unknown option ${unknown}; --help lists what there is.`
    : `Unknown option ${unknown}: did you mean ${meant}?`;
}

function valueSentence(error: unknown): string {
  const name = /--([a-z-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? '';
  const isFlag = name in options && options[name as keyof typeof options].type === 'boolean';
  return `Option --${name} ${isFlag ? 'takes no value' : 'needs a value'}.`;
}

function checkedKeyName(name: string): string {
  if (/^[\w.-]{1,64}$/.test(name)) return name;
  throw wrongUsage(
    'The name of a key must be 1 to 64 letters, digits, dots, hyphens or underscores.',
  );
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw wrongUsage(`The port must be a number from 0 to 65535, not ${JSON.stringify(text)}.`);
  }
  return port;
}

function logLevelOf(text: string): ServerLogLevel {
  const level = serverLogLevels.find((name) => name === text);
  if (level === undefined) {
    throw wrongUsage(
      `The log level must be one of ${serverLogLevels.join(', ')}, not ${JSON.stringify(text)}.`,
    );
  }
  return level;
}

function wrongUsage(sentence: string): SpendError {
  return new SpendError('INVALID_CONFIG', sentence);
}
