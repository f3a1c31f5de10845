import { pino, type DestinationStream, type Logger } from 'pino';

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

/**
 * Makes the server's log: JSON, one object a line. It never goes to stdout, which belongs to the
 * protocol on stdio.
 *
 * @example
 * const logger = createLogger({ level: 'warn', destination: 'server.log' });
 */
export function createLogger({ level = 'info', destination = '' }: LoggerOptions = {}): Logger {
  const settings = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  if (typeof destination !== 'string') return pino(settings, destination);
  // Written at once: the last lines before the process ends are the ones that matter.
  const target = destination === '' ? 2 : destination;
  return pino(settings, pino.destination({ dest: target, sync: true, mkdir: true }));
}
