import type { ReadStream, WriteStream } from 'node:tty';

/** What a command has around it: streams, environment, clock and the wish to stop. */
export interface Terminal {
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  env: Readonly<Record<string, string | undefined>>;
  /** Relative paths start here. */
  workingDirectory: string;
  now: () => Date;
  /** Aborted by Ctrl-C and SIGTERM. */
  signal: AbortSignal;
}

export type InputStream = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY'>>;
export type OutputStream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Columns of a terminal that does not tell its width, and of a pipe. */
export const defaultColumns = 80;

/** Colors are for people: only on a terminal, and never against `NO_COLOR` (https://no-color.org). */
export function wantsColor(terminal: Terminal, colorFlag: boolean): boolean {
  const { NO_COLOR: noColor, TERM: kind } = terminal.env;
  const refused = noColor !== undefined && noColor !== '';
  return colorFlag && !refused && kind !== 'dumb' && terminal.stdout.isTTY === true;
}
