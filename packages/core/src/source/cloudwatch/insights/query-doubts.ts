import { callerColumn, tagColumn } from './query-columns.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';

/**
 * How many reasons there are that a call could be other than it looks, whatever it is; whoever reads
 * its record knows. Each is 0 where what is not found is not there.
 */
export function doubtsExpression({ principal, metadataKeys }: GroupColumns): string {
  return [
    // A record without a time is no invocation.
    'isempty(call_time)',
    // What was not found is named, perhaps at a place where it was not looked for.
    `isempty(error_code) * ${isNamed('errorCode')}`,
    `(${lack('image_width')}) * ${isNamed('outputImageWidth')}`,
    `(${lack('image_height')}) * ${isNamed('outputImageHeight')}`,
    ...(principal ? [`isempty(${callerColumn}) * ${isNamed('identity')}`] : []),
    ...metadataKeys.map(
      (_, index) => `isempty(${tagColumn(index)}) * (1 - isempty(p_named_tag_${index}))`,
    ),
    // The envelope lacks a count, and something in the record, perhaps its body, has one.
    ...['input', 'output', 'read', 'write'].map(
      (count) => `lacks_${count} * coalesce(p_named_${count}, 0)`,
    ),
    // A count was found, but not by discovery, and perhaps in the text of a record inside a body.
    `(1 - isempty(second_output)) * (${discovered.map(lack).join(' + ')} - lacks_input - lacks_read - lacks_write)`,
  ].join(' + ');
}

const discovered = [
  'input.inputTokenCount',
  'input.cacheReadInputTokenCount',
  'input.cacheWriteInputTokenCount',
];

/** 1 where a number is not there, else 0. */
export function lack(field: string): string {
  return `coalesce(${field}, 1) - coalesce(${field}, 0)`;
}

/** 1 where a key stands anywhere, else 0. Inside of a text a backslash would be before its last quote. */
export function isNamed(key: string): string {
  return `strcontains(@message, '"${key}"')`;
}
