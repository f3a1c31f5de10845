import { visibleText } from '@bedrock-spend/core';
import { pino, type DestinationStream, type Logger } from 'pino';

import { requestContext } from './operation/request-context.ts';

/**
 * Levels of the server's own log, from all to nothing.
 *
 * @example
 * const quietest: string | undefined = serverLogLevels.at(-1);
 */
export const serverLogLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/**
 * From what level on the server's log is written.
 *
 * @example
 * const level: ServerLogLevel = 'warn';
 */
export type ServerLogLevel = (typeof serverLogLevels)[number];

/**
 * How much the log says, and where it goes.
 *
 * @example
 * const options: LoggerOptions = { level: 'warn', destination: 'server.log' };
 */
export interface LoggerOptions {
  level?: ServerLogLevel | undefined;
  /** A stream to write to, or the path of a file to append to. Default stderr. */
  destination?: DestinationStream | string | undefined;
}

// Nothing writes any of these: should something ever do, its value stays out of the log. Only names at
// the top of a line, as looking deeper would cost more than all the rest of a call's lines.
const secretNames = [
  'authorization',
  'cookie',
  'headers',
  '["x-api-key"]',
  'apiKey',
  'token',
  'secret',
  'password',
  'credentials',
  'secretAccessKey',
  'sessionToken',
  'env',
  'arguments',
  'params',
  'prompt',
  'body',
];

/**
 * Makes the server's log: JSON, one object a line. It never goes to stdout, which belongs to the
 * protocol on stdio.
 *
 * @example
 * const logger = createLogger({ level: 'warn', destination: 'server.log' });
 */
export function createLogger(options: LoggerOptions = {}): Logger {
  return createLoggerWith(options, visibleLine);
}

/** The same with another guard of its lines, so that a test can show what ours is there for. */
export function createLoggerWith(
  { level = 'info', destination = '' }: LoggerOptions,
  written: (line: string) => string,
): Logger {
  const settings = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // The id by which a request is found again, whoever writes the line.
    mixin: () => ({ ...requestContext.getStore() }),
    redact: { paths: secretNames, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: written },
  };
  if (typeof destination !== 'string') return pino(settings, destination);
  // Written at once: the last lines before the process ends are the ones that matter.
  const target = destination === '' ? 2 : destination;
  return pino(settings, pino.destination({ dest: target, sync: true, mkdir: true }));
}

/**
 * Names that callers chose, such as that of a tool, cannot end a line or turn it around for whoever
 * views the log: JSON leaves alone some characters that terminals and viewers obey.
 */
function visibleLine(line: string): string {
  return `${visibleText(line.trimEnd())}\n`;
}
