import { readCommandLine } from './command-line.ts';
import { openStack } from './open-stack.ts';
import { openState } from './open-state.ts';
import { openPulumi } from './pulumi/pulumi-program.ts';
import type { Surroundings } from './surroundings.ts';

/** `pulumi config` of a stack, which is made if need be: settings come before the first deployment. */
export async function config(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const commandLine = readCommandLine(args);
  const { pulumi, stack } = await openStack(commandLine, {
    surroundings,
    mayMake: true,
    needsSettings: false,
    needsSecrets: false,
  });
  const status = await pulumi.run(['config', ...commandLine.rest, '--stack', stack]);
  return status === 0 ? 0 : 1;
}

/** Any other command of Pulumi, with account, region and state as a deployment has them. */
export async function pulumi(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stack } = readCommandLine(args);
  const { environment } = await openState(
    { stack, isAgreed: false },
    { surroundings, mayMake: false },
  );
  surroundings.say('');
  const program = await openPulumi(surroundings, environment);
  return (await program.run(args)) === 0 ? 0 : 1;
}
