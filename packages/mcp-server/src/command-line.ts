import { parseArgs } from 'node:util';

import { SpendError, closestName } from '@bedrock-spend/core';

import { serverLogLevels, type ServerLogLevel } from './logger.ts';

/** What the command was asked to do. */
export type Command = { kind: 'help' } | { kind: 'version' } | ServeCommand;

export interface ServeCommand {
  kind: 'serve';
  /** Log files, folders and globs. */
  paths: readonly string[];
  stdio: boolean;
  host: string;
  port: number;
  pricesPath: string | undefined;
  timeZone: string | undefined;
  logLevel: ServerLogLevel;
  logPath: string | undefined;
}

const options = {
  source: { type: 'string' },
  port: { type: 'string' },
  host: { type: 'string' },
  stdio: { type: 'boolean' },
  prices: { type: 'string' },
  'time-zone': { type: 'string' },
  'log-level': { type: 'string' },
  'log-file': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

export const help = `Usage: bedrock-spend-mcp [options] <path...>

Serves what Amazon Bedrock usage costs to MCP clients, from invocation log files.
Paths are files, folders or globs: JSON or NDJSON, plain, gzip or zstd.

Options:
  --source files       where the log comes from (BEDROCK_SPEND_SOURCE)
  --stdio              serve the program that started this one, over stdin and stdout
  --port <n>           port of the HTTP server, 0 for any free one (PORT; default: 3000)
  --host <name>        address to listen on, loopback only (HOST; default: 127.0.0.1)
  --prices <file>      your own prices (BEDROCK_SPEND_PRICES)
  --time-zone <name>   where days begin, such as Europe/Berlin (BEDROCK_SPEND_TIME_ZONE; default: UTC)
  --log-level <level>  ${serverLogLevels.join(', ')} (BEDROCK_SPEND_LOG_LEVEL; default: info)
  --log-file <path>    file for the server's log (BEDROCK_SPEND_LOG_FILE; default: stderr)
  -h, --help           this text
  -V, --version        version of the server

Exit status: 0 done, 1 failed, 2 wrong usage.
`;

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
  const setting = (flag: string | undefined, name: string): string | undefined =>
    flag ?? (env[name] === '' ? undefined : env[name]);
  if (values.stdio === true && (values.port ?? values.host) !== undefined) {
    throw wrongUsage('--port and --host are for HTTP: leave them out, or leave --stdio out.');
  }
  checkSource(setting(values.source, 'BEDROCK_SPEND_SOURCE'), positionals);
  return {
    kind: 'serve',
    paths: positionals,
    stdio: values.stdio ?? false,
    host: setting(values.host, 'HOST') ?? '127.0.0.1',
    port: portOf(setting(values.port, 'PORT') ?? '3000'),
    pricesPath: setting(values.prices, 'BEDROCK_SPEND_PRICES'),
    timeZone: setting(values['time-zone'], 'BEDROCK_SPEND_TIME_ZONE'),
    logLevel: logLevelOf(setting(values['log-level'], 'BEDROCK_SPEND_LOG_LEVEL') ?? 'info'),
    logPath: setting(values['log-file'], 'BEDROCK_SPEND_LOG_FILE'),
  };
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

function checkSource(source: string | undefined, paths: readonly string[]): void {
  if (source !== undefined && source !== 'files') {
    throw wrongUsage(`The source must be files, not ${JSON.stringify(source)}.`);
  }
  if (paths.length === 0) {
    throw wrongUsage(
      'Give the log files or folders to read: bedrock-spend-mcp --source files logs/',
    );
  }
  if (paths.includes('-')) {
    throw wrongUsage('A server reads its logs again for each report: give files instead of stdin.');
  }
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
