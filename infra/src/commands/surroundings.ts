import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';

import { questions } from './questions.ts';
import type { Questions } from './questions.ts';

/** Everything that a command takes from outside. */
export interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
  homeFolder: string;
  /** The folder with Pulumi.yaml. */
  infraFolder: string;
  /** The folder of the container image's files. */
  imageFolder: string;
  /** Null where nobody can answer: a pipe, CI. */
  questions: Questions | null;
  /** Writes a line to stdout. */
  say(line: string): void;
  /** Writes a line to stderr. */
  complain(line: string): void;
}

/** The surroundings of this process. */
export function surroundingsOf({ env, stdin, stdout, stderr }: NodeJS.Process): Surroundings {
  const isTerminal = stdin.isTTY && stdout.isTTY && !(env['CI'] ?? '').match(/^(?:1|true)$/i);
  return {
    env,
    homeFolder: homedir(),
    infraFolder: fileURLToPath(new URL('../../', import.meta.url)),
    imageFolder: fileURLToPath(new URL('../../../packages/mcp-server/image/', import.meta.url)),
    questions: isTerminal ? questions : null,
    say: (line) => stdout.write(`${line}\n`),
    complain: (line) => stderr.write(`${line}\n`),
  };
}
