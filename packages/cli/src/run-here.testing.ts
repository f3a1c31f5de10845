import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runProgram } from './program.ts';
import { fixtures, type CommandResult } from './run-command.testing.ts';
import type { Terminal } from './terminal.ts';

/** Runs a command line in this process, with pipes for streams: faster than a process of its own. */
export async function runHere(words: string): Promise<CommandResult> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const terminal: Terminal = {
    stdin: new PassThrough().end(),
    stdout,
    stderr,
    env: {},
    workingDirectory: fixtures,
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  const [printed, errors, status] = await Promise.all([
    text(stdout),
    text(stderr),
    runProgram(words.split(' '), terminal).finally(() => {
      stdout.end();
      stderr.end();
    }),
  ]);
  return { stdout: printed, stderr: errors, status };
}
