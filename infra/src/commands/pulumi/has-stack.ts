import type { PulumiProgram } from './pulumi-program.ts';

interface ListedStack {
  name: string;
}

/** Whether the place of the state knows this stack. */
export async function hasStack(pulumi: PulumiProgram, stack: string): Promise<boolean> {
  const listed = JSON.parse(await pulumi.read(['stack', 'ls', '--json'])) as ListedStack[];
  const short = stack.split('/').at(-1);
  // Pulumi Cloud puts the organization before the name.
  return listed.some(({ name }) => name === stack || name.split('/').at(-1) === short);
}
