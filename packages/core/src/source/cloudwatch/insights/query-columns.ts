/** Columns that calls are grouped by, beside those that a query asks for. */
export const keyColumns = [
  'account_id',
  'call_region',
  'model_id',
  'error_code',
  'tier',
  'kinds',
  'seen',
  'lifetime_0',
  'lifetime_1',
  'image_width',
  'image_height',
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
} as const;

export type KeyColumn = (typeof keyColumns)[number];
export type SumColumn = keyof typeof sumColumns;

export const callerColumn = 'caller';
export const operationColumn = 'call_operation';

/** Column of the tag that was asked for at this place. */
export function tagColumn(index: number): string {
  return `tag_${index}`;
}
