import type { AnswerRow } from './answer-row.ts';
import { areWritesGuessed } from './cache-writes.ts';
import { isIdle, isWhole } from './row-facts.ts';
import { seenOf } from './seen-facts.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';

/**
 * Whether the calls of a row could be other than they look; whoever reads their records knows. What
 * is doubtful whatever the call is, the query itself tells.
 */
export function isInDoubt(row: AnswerRow, group: InvocationGroup): boolean {
  const { inDoubt, hasBody, hasSecondOutput } = seenOf(row);
  return (
    inDoubt ||
    !isWhole(row) ||
    // It is not sure which `"output"` is that of the call.
    (hasSecondOutput && group.errorCode === null && isIdle(group)) ||
    // A body may hold the images, which can be counted there.
    (group.imageRequests > 0 && hasBody) ||
    areWritesGuessed(row)
  );
}
