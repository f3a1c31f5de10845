import { delimiter, dirname } from 'node:path';
import { execa } from 'execa';

import { CommandError } from '../command-error.ts';
import type { Surroundings } from '../surroundings.ts';
import { fetchPulumi } from './fetch-pulumi.ts';
import { lastWords } from './last-words.ts';

/** Pulumi's command line, with the environment that it is given. */
export interface PulumiProgram {
  /** Gives it the terminal and waits for its exit status. */
  run(args: readonly string[]): Promise<number>;
  /** Takes what it writes to stdout; throws a sentence with its last words when it fails. */
  read(args: readonly string[]): Promise<string>;
}

/** Pulumi's command line; `added` goes into its environment. */
export async function openPulumi(
  surroundings: Surroundings,
  added: Readonly<Record<string, string>>,
): Promise<PulumiProgram> {
  const program = await fetchPulumi(surroundings);
  const { env, infraFolder } = surroundings;
  // Its parts are beside it, and it starts `node`, which has to be one that reads TypeScript.
  const path = [dirname(program), dirname(process.execPath), env['PATH'] ?? ''].join(delimiter);
  const settings = {
    cwd: infraFolder,
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: 'true', ...added, PATH: path },
    extendEnv: false,
    reject: false,
  } as const;
  return {
    async run(args) {
      process.on('SIGINT', waitForPulumi);
      try {
        const { exitCode } = await execa(program, args, { ...settings, stdio: 'inherit' });
        return exitCode ?? 1;
      } finally {
        process.off('SIGINT', waitForPulumi);
      }
    },
    async read(args) {
      const answer = await execa(program, [...args, '--non-interactive'], settings);
      if (answer.exitCode === 0) return answer.stdout;
      const asked = args.filter((argument) => !argument.startsWith('-')).join(' ');
      throw new CommandError(`Pulumi failed (pulumi ${asked}): ${lastWords(answer.stderr)}`);
    },
  };
}

/** Ctrl-C reaches Pulumi as well, which ends in good order: this process goes when it has. */
function waitForPulumi(): void {}
