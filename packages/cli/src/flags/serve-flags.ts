import { Option } from 'commander';
import { listed, oneOf } from './one-of.ts';
import type { ReportFlags } from './report-flags.ts';
import { wholeNumber } from './whole-number.ts';

export interface ServeFlags extends Omit<ReportFlags, 'format' | 'json' | 'color'> {
  port: number;
  host: string;
  stdio?: boolean;
  logLevel: ServerLogLevel;
  logFile?: string;
  settings?: string;
}

export const serverLogLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type ServerLogLevel = (typeof serverLogLevels)[number];

export function serveOptions(): Option[] {
  return [
    new Option('--port <n>', 'port to listen on; 0 takes a free one')
      .env('PORT')
      .default(3000)
      .argParser(
        wholeNumber({ flag: '--port', what: 'a port number', minimum: 0, maximum: 65_535 }),
      ),
    new Option(
      '--host <name>',
      'address to listen on; any but loopback needs keys or tokens in the settings',
    )
      .env('HOST')
      .default('127.0.0.1'),
    new Option('--stdio', 'serve the program that starts this one, over stdin and stdout'),
    new Option(
      '--settings <file>',
      'who may call, what may be read, how much: a file of JSON, or the JSON itself',
    ).env('BEDROCK_SPEND_SERVER_SETTINGS'),
    new Option('--log-level <level>', `what goes to the log: ${listed(serverLogLevels)}`)
      .env('BEDROCK_SPEND_LOG_LEVEL')
      .default('info')
      .argParser(oneOf({ flag: '--log-level', names: serverLogLevels })),
    new Option('--log-file <path>', 'where the log goes (default: stderr)').env(
      'BEDROCK_SPEND_LOG_FILE',
    ),
  ];
}
