import { checkDocker } from './checks/check-docker.ts';
import { checkImageContext } from './checks/check-image-context.ts';
import { usageError } from './command-error.ts';
import { readCommandLine } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { openStack } from './open-stack.ts';
import type { OpenStack } from './open-stack.ts';
import { readOutputs } from './summary/read-outputs.ts';
import { summaryOf } from './summary/summary-of.ts';
import type { Surroundings } from './surroundings.ts';

/** Puts the server on AWS, or brings it up to date, and says how to reach it. */
export async function deploy(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const commandLine = readCommandLine(args);
  if (surroundings.questions === null && !commandLine.isAgreed) {
    throw usageError('Nobody can be asked here: add --yes to deploy without asking.');
  }
  const opened = await openForImage(commandLine, surroundings);
  const yes = commandLine.isAgreed ? ['--yes'] : [];
  const status = await opened.pulumi.run([
    'up',
    '--stack',
    opened.stack,
    ...yes,
    ...commandLine.rest,
  ]);
  if (status !== 0) return 1;
  const outputs = await readOutputs(opened);
  for (const line of summaryOf(outputs, opened)) surroundings.say(line);
  return 0;
}

/** Shows what a deployment would change, and changes nothing but the stack's own settings. */
export async function preview(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const commandLine = readCommandLine(args);
  const { pulumi, stack } = await openForImage(commandLine, surroundings);
  const status = await pulumi.run(['preview', '--stack', stack, ...commandLine.rest]);
  return status === 0 ? 0 : 1;
}

async function openForImage(
  commandLine: CommandLine,
  surroundings: Surroundings,
): Promise<OpenStack> {
  checkImageContext(surroundings.imageFolder);
  await checkDocker(surroundings);
  return await openStack(commandLine, {
    surroundings,
    mayMake: true,
    needsSettings: true,
    needsSecrets: true,
  });
}
