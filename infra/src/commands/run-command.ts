import { CommandError, usageError } from './command-error.ts';
import { isGivenUp } from './questions.ts';
import type { Surroundings } from './surroundings.ts';

type Run = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

// Loaded one by one: who asks for help does not wait for the AWS SDK.
const commands: Readonly<Record<string, () => Promise<Run>>> = {
  deploy: async () => (await import('./deploy.ts')).deploy,
  preview: async () => (await import('./deploy.ts')).preview,
  destroy: async () => (await import('./destroy.ts')).destroy,
  outputs: async () => (await import('./outputs.ts')).outputs,
  'reader-role': async () => (await import('./reader-role.ts')).readerRole,
  config: async () => (await import('./pass-on.ts')).config,
  pulumi: async () => (await import('./pass-on.ts')).pulumi,
};

const CANCELED = 130;

/** Runs a command by its name; gives the exit status: 0 done, 1 failed, 2 wrong usage. */
export async function runCommand(
  [name = '', ...args]: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  try {
    const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (load === undefined) {
      throw usageError(`There is no command "${name}": use ${Object.keys(commands).join(', ')}.`);
    }
    const run = await load();
    return await run(args, surroundings);
  } catch (error) {
    if (isGivenUp(error)) {
      surroundings.complain('Canceled: nothing more was done.');
      return CANCELED;
    }
    if (!(error instanceof CommandError)) throw error;
    surroundings.complain(error.message);
    return error.status;
  }
}
