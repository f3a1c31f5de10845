import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import type { Terminal } from '../../terminal.ts';

/** A terminal of a given width for tests: keys go in, everything written comes out. */
export interface TestTerminal {
  terminal: Terminal;
  /** Types text or keys, as a person would: one chunk. */
  type: (keys: string) => void;
  /** All that was written so far, without escape sequences. */
  written: () => string;
}

export const keys = { enter: '\r', tab: '\t', up: '\u001B[A', ctrlC: '\u0003', ctrlD: '\u0004' };

export function createTestTerminal(columns: number): TestTerminal {
  let output = '';
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  const stdout = Object.assign(new EventEmitter(), {
    isTTY: true,
    columns,
    rows: 24,
    write(chunk: string, ...rest: unknown[]) {
      output += chunk;
      const done = rest.at(-1);
      if (typeof done === 'function') (done as () => void)();
      return true;
    },
  }) as unknown as Terminal['stdout'];
  return {
    terminal: {
      stdin,
      stdout,
      stderr: stdout,
      env: { NO_COLOR: '1' },
      workingDirectory: process.cwd(),
      now: () => new Date(),
      signal: new AbortController().signal,
    },
    type: (text) => void stdin.write(text),
    written: () => stripVTControlCharacters(output),
  };
}
