import { areWritesGuessed } from './cache-writes.ts';
import type { RowFacts } from './row-facts.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';

/**
 * Whether the calls of a row could be other than they look; whoever reads their records knows. What
 * is doubtful whatever the call is, the query itself tells.
 */
export function isInDoubt(facts: RowFacts, group: InvocationGroup): boolean {
  const { inDoubt, hasBody, hasSecondOutput } = facts.seen;
  return (
    inDoubt ||
    !facts.isWhole ||
    // The guardrail may be one that the prompt tells of: it is not sure where the answer begins.
    (group.blocked && hasSecondOutput) ||
    // A body may hold the images, which can be counted there.
    (group.imageRequests > 0 && hasBody) ||
    areWritesGuessed(facts)
  );
}
