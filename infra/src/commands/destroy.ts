import { usageError } from './command-error.ts';
import { readCommandLine } from './command-line.ts';
import { openStack } from './open-stack.ts';
import { readResources } from './removal/read-resources.ts';
import { removalPlan } from './removal/removal-plan.ts';
import { whatStayed } from './removal/what-stayed.ts';
import type { Surroundings } from './surroundings.ts';

/** Removes the server from AWS; says before what goes and what stays, and after how to remove that. */
export async function destroy(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const commandLine = readCommandLine(args);
  const { questions, say } = surroundings;
  if (questions === null && !commandLine.isAgreed) {
    throw usageError('Nobody can be asked here: add --yes to remove everything without asking.');
  }
  const opened = await openStack(commandLine, {
    surroundings,
    mayMake: false,
    needsSettings: true,
    needsSecrets: true,
  });
  const resources = await readResources(opened);
  const plan = removalPlan(resources);
  for (const line of plan.lines) say(line);
  // Without this Pulumi stops at the first protected resource.
  const excluding = plan.hasProtected ? ['--exclude-protected'] : [];
  const yes = commandLine.isAgreed ? ['--yes'] : [];
  const status = await opened.pulumi.run([
    'destroy',
    '--stack',
    opened.stack,
    ...excluding,
    ...yes,
    ...commandLine.rest,
  ]);
  if (status !== 0) return 1;
  if (commandLine.rest.includes('--preview-only')) return 0;
  const isStackGone = commandLine.rest.includes('--remove');
  // What a protected resource needs has stayed as well.
  const left = isStackGone ? [] : await readResources(opened);
  for (const line of whatStayed({ before: resources, left, isStackGone }, opened)) say(line);
  return 0;
}
