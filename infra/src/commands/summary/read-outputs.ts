import type { OpenStack } from '../open-stack.ts';

/** The outputs of a stack, with secret ones as Pulumi blanks them. */
export type StackOutputs = Readonly<Record<string, unknown>>;

export async function readOutputs({ pulumi, stack }: OpenStack): Promise<StackOutputs> {
  return JSON.parse(
    await pulumi.read(['stack', 'output', '--json', '--stack', stack]),
  ) as StackOutputs;
}
