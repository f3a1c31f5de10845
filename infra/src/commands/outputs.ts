import { readCommandLine } from './command-line.ts';
import { usageError } from './command-error.ts';
import { openStack } from './open-stack.ts';
import { readOutputs } from './summary/read-outputs.ts';
import { summaryOf } from './summary/summary-of.ts';
import type { Surroundings } from './surroundings.ts';

/** Shows again what the last deployment ended with. */
export async function outputs(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const commandLine = readCommandLine(args);
  const [unknown] = commandLine.rest;
  if (unknown !== undefined) {
    throw usageError(`outputs takes --stack alone, not "${unknown}".`);
  }
  const opened = await openStack(commandLine, {
    surroundings,
    mayMake: false,
    needsSettings: false,
    needsSecrets: true,
  });
  const found = await readOutputs(opened);
  for (const line of summaryOf(found, opened)) surroundings.say(line);
  return 0;
}
