/** Columns that calls are grouped by, beside those that a query asks for. */
export const keyColumns = [
  'account_id',
  'call_region',
  'model_id',
  'error_code',
  'tier',
  'size_class',
  'has_input',
  'has_output',
  'has_read',
  'has_write',
  'has_write_0',
  'has_write_1',
  'write_differs',
  'lifetime_0',
  'lifetime_1',
  'image_width',
  'image_height',
  'guarded',
  'second_output',
] as const;

/** Start of the bucket of time. */
export const bucketColumn = 'bucket';

/** Columns of the sums. */
export const sumColumns = {
  sum_input: 'input_tokens',
  sum_output: 'output_tokens',
  sum_read: 'read_tokens',
  sum_write: 'write_tokens',
  sum_write_0: 'write_0',
  sum_write_1: 'write_1',
} as const;

/** Columns of the numbers of calls in which a field is there. */
export const countColumns = {
  calls_with_input: 'input_tokens',
  calls_with_output: 'output_tokens',
  calls_with_either: 'either_tokens',
  calls_with_read: 'read_tokens',
  calls_with_write: 'write_tokens',
  calls_with_write_0: 'write_0',
  calls_with_write_1: 'write_1',
  calls_found_input: 'found_input',
  calls_found_read: 'found_read',
  calls_found_write: 'found_write',
  calls_named_input: 'named_input',
  calls_named_output: 'named_output',
  calls_named_read: 'named_read',
  calls_named_write: 'named_write',
  calls_with_time: 'call_time',
  calls_named_error: 'p_named_error',
  calls_named_image: 'p_named_image',
  calls_with_body: 'p_body',
  calls_named_guard: 'p_named_guard',
} as const;

export type KeyColumn = (typeof keyColumns)[number];
export type SumColumn = keyof typeof sumColumns;
export type CountColumn = keyof typeof countColumns;

/** Column of the tag that was asked for at this place. */
export function tagColumn(index: number): string {
  return `tag_${index}`;
}

/** Column of the number of calls that have a tag of this name anywhere. */
export function namedTagColumn(index: number): string {
  return `calls_named_tag_${index}`;
}

export const namedCallerColumn = 'calls_named_caller';
export const callerColumn = 'caller';
export const operationColumn = 'call_operation';
