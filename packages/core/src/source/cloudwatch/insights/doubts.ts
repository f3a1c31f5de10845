import type { AnswerRow } from './answer-row.ts';
import { areWritesGuessed } from './cache-writes.ts';
import { namedCallerColumn, namedTagColumn, tagColumn } from './query-columns.ts';
import { calls, imageSizeOf, isIdle, isWhole, key, optionalCalls } from './row-facts.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import type { InvocationGroup } from '../../../model/invocation-group.ts';

/** Whether calls of a row could be other than they look; whoever reads their records knows. */
export function isInDoubt(
  row: AnswerRow,
  { group, columns }: { group: InvocationGroup; columns: GroupColumns },
): boolean {
  return doubts.some((doubt) => doubt(row, group)) || isTagInDoubt(row, columns);
}

type Doubt = (row: AnswerRow, group: InvocationGroup) => boolean;

const doubts: readonly Doubt[] = [
  (row) => !isWhole(row),
  // A record without a usable time is no invocation.
  (row, { requests }) => calls(row, 'calls_with_time') < requests,
  // What was not found is named, perhaps at a place where it was not looked for.
  (row, { errorCode }) => errorCode === null && calls(row, 'calls_named_error') > 0,
  (row) => (imageSizeOf(row)?.whole ?? null) === null && calls(row, 'calls_named_image') > 0,
  (row, { principalArn }) => principalArn === '' && optionalCalls(row, namedCallerColumn) > 0,
  // A count was found by them, but perhaps in the text of another record inside a body.
  (row) => key(row, 'second_output') !== undefined && isInputGuessed(row),
  // The envelope lacks a count, and something in the record, perhaps its body, has one.
  (row) => calls(row, 'calls_named_input') > calls(row, 'calls_with_input'),
  (row) => calls(row, 'calls_named_output') > calls(row, 'calls_with_output'),
  (row) => calls(row, 'calls_named_read') > calls(row, 'calls_with_read'),
  (row) => calls(row, 'calls_named_write') > calls(row, 'calls_with_write'),
  // Nothing was counted, and a guardrail may have stopped the call.
  (row, group) =>
    group.errorCode === null &&
    isIdle(group) &&
    calls(row, 'calls_named_guard') > 0 &&
    (!group.blocked || key(row, 'second_output') !== undefined),
  // A body may hold the images, which can be counted there.
  (row, { imageRequests }) => imageRequests > 0 && calls(row, 'calls_with_body') > 0,
  areWritesGuessed,
];

function isTagInDoubt(row: AnswerRow, { metadataKeys }: GroupColumns): boolean {
  return metadataKeys.some(
    (_, index) =>
      row.get(tagColumn(index)) === undefined && optionalCalls(row, namedTagColumn(index)) > 0,
  );
}

function isInputGuessed(row: AnswerRow): boolean {
  return (
    calls(row, 'calls_with_input') > calls(row, 'calls_found_input') ||
    calls(row, 'calls_with_read') > calls(row, 'calls_found_read') ||
    calls(row, 'calls_with_write') > calls(row, 'calls_found_write')
  );
}
