import type { CallContext } from '../call-context.ts';

/**
 * Proposes values for an argument that somebody is typing, the best first.
 *
 * @param typed what stands there so far.
 * @param siblings other arguments that are filled in already, by name.
 */
export type Complete = (
  typed: string,
  siblings: Readonly<Record<string, string>>,
  context: CallContext,
) => Promise<readonly string[]>;
