import {
  callerArn,
  countAnywhere,
  errorCode,
  guardAnywhere,
  guardedOutput,
  inputCount,
  keyAnywhere,
  outputCount,
  requestTag,
  secondOutput,
  tagAnywhere,
} from './envelope-regex.ts';
import { bucketColumn, countColumns, keyColumns, sumColumns } from './query-columns.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import { requestSizeThresholds } from '../../../model/usage-row.ts';
import type { TimeRange } from '../engine-context.ts';

/** Longest text that StartQuery takes. */
const longestQuery = 10_000;

/**
 * The query that adds up the calls of a range; `null` where a tag's name cannot be written in the
 * query language, or where so many are asked for that the text would be too long.
 *
 * Counts are sums of what discovery finds, else of what regular expressions find. Beside them stand the
 * numbers of calls in which each was found: what is missing shows without another query. Only what AWS
 * documents is used, and no field's absence is compared or computed with.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html
 */
export function queryText(columns: GroupColumns, range: TimeRange): string | null {
  if (!columns.metadataKeys.every(isWritable)) return null;
  const text = [
    filterCommand(range),
    ...regexes(columns).map((regex) => `parse @message /${regex}/`),
    `fields ${aliases(foundFields(columns))}`,
    `fields ${aliases(numbers)}`,
    `fields ${aliases(kinds)}`,
    `stats ${aggregates(columns)} by ${groupedBy(columns)}`,
  ].join('\n| ');
  return text.length > longestQuery ? null : text;
}

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

/** `requestMetadata` keys as the API takes them, which all fit between backticks. */
function isWritable(key: string): boolean {
  return /^[\w:@$#=/+,. -]+$/.test(key);
}

/**
 * StartQuery's own range is of whole seconds and includes its end, so it is a little wider. The type
 * of the record may stand beyond the fields that are discovered.
 */
function filterCommand({ startMs, endMs }: TimeRange): string {
  return String.raw`filter @message like /"schemaType"\s*:\s*"ModelInvocationLog"/ and toMillis(@timestamp) >= ${startMs} and toMillis(@timestamp) < ${endMs}`;
}

function regexes({ principal, metadataKeys }: GroupColumns): string[] {
  return [
    inputCount('inputTokenCount', 'p_input'),
    inputCount('cacheReadInputTokenCount', 'p_read'),
    inputCount('cacheWriteInputTokenCount', 'p_write'),
    outputCount('outputTokenCount', 'p_output'),
    outputCount('outputImageWidth', 'p_width'),
    outputCount('outputImageHeight', 'p_height'),
    errorCode('p_error'),
    secondOutput('second_output'),
    guardedOutput('guarded'),
    guardAnywhere('p_named_guard'),
    keyAnywhere(['errorCode'], 'p_named_error'),
    keyAnywhere(['outputImageWidth', 'outputImageHeight'], 'p_named_image'),
    keyAnywhere(['outputBodyJson'], 'p_body'),
    countAnywhere(inputKeys, 'p_named_input'),
    countAnywhere(outputKeys, 'p_named_output'),
    countAnywhere(readKeys, 'p_named_read'),
    countAnywhere(writeKeys, 'p_named_write'),
    ...(principal ? [callerArn('p_caller'), keyAnywhere(['identity'], 'p_named_caller')] : []),
    ...metadataKeys.flatMap((key, index) => [
      requestTag(key, `p_tag_${index}`),
      tagAnywhere(key, `p_named_tag_${index}`),
    ]),
  ];
}

// Every key under which the reader of single records finds a count in a body.
const inputKeys = [
  'inputTokenCount',
  'inputTokens',
  'input_tokens',
  'prompt_tokens',
  'prompt_token_count',
  'inputTextTokenCount',
];
const outputKeys = [
  'outputTokenCount',
  'outputTokens',
  'output_tokens',
  'completion_tokens',
  'response_tokens',
  'generation_token_count',
  'totalOutputTextTokenCount',
  'tokenCount',
];
const readKeys = [
  'cacheReadInputTokenCount',
  'cacheReadInputTokens',
  'cache_read_input_tokens',
  'cached_tokens',
];
const writeKeys = [
  'cacheWriteInputTokenCount',
  'cacheWriteInputTokens',
  'cache_creation_input_tokens',
];

type Aliases = readonly (readonly [alias: string, expression: string])[];

const body = 'output.outputBodyJson';

/** What the record says, by whichever way it was found. */
function foundFields({ principal, operation, metadataKeys }: GroupColumns): Aliases {
  return [
    ['call_time', 'timestamp'],
    ['account_id', 'accountId'],
    ['call_region', 'region'],
    ['model_id', 'modelId'],
    ['found_input', 'input.inputTokenCount'],
    ['found_read', 'input.cacheReadInputTokenCount'],
    ['found_write', 'input.cacheWriteInputTokenCount'],
    ['input_tokens', 'coalesce(input.inputTokenCount, p_input)'],
    ['output_tokens', 'coalesce(output.outputTokenCount, p_output)'],
    ['read_tokens', 'coalesce(input.cacheReadInputTokenCount, p_read)'],
    ['write_tokens', 'coalesce(input.cacheWriteInputTokenCount, p_write)'],
    ['image_width', 'coalesce(output.outputImageWidth, p_width)'],
    ['image_height', 'coalesce(output.outputImageHeight, p_height)'],
    ['error_code', 'coalesce(errorCode, p_error)'],
    [
      'tier',
      `coalesce(${body}.serviceTier.type, ${body}.metadata.serviceTier.type, ${body}.service_tier, ${body}.response.service_tier)`,
    ],
    ['lifetime_0', `${body}.usage.cacheDetails.0.ttl`],
    ['lifetime_1', `${body}.usage.cacheDetails.1.ttl`],
    [
      'write_0',
      `coalesce(${body}.usage.cacheDetails.0.inputTokens, ${body}.usage.cache_creation.ephemeral_5m_input_tokens)`,
    ],
    [
      'write_1',
      `coalesce(${body}.usage.cacheDetails.1.inputTokens, ${body}.usage.cache_creation.ephemeral_1h_input_tokens)`,
    ],
    ...(principal ? [[callerColumn, 'coalesce(identity.arn, p_caller)'] as const] : []),
    ...(operation ? [[operationColumn, 'operation'] as const] : []),
    ...metadataKeys.map(
      (key, index) =>
        [tagColumn(index), `coalesce(requestMetadata.${quoted(key)}, p_tag_${index})`] as const,
    ),
  ];
}

function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name}\``;
}

/** The same as numbers, and which calls have at least one of two fields. */
const numbers: Aliases = [
  ['number_input', 'coalesce(input_tokens, 0)'],
  ['number_output', 'coalesce(output_tokens, 0)'],
  ['number_read', 'coalesce(read_tokens, 0)'],
  ['number_write', 'coalesce(write_tokens, 0)'],
  ['number_write_0', 'coalesce(write_0, 0)'],
  ['number_write_1', 'coalesce(write_1, 0)'],
  ['either_tokens', 'coalesce(input_tokens, output_tokens)'],
  ['named_input', 'coalesce(input_tokens, p_named_input)'],
  ['named_output', 'coalesce(output_tokens, p_named_output)'],
  ['named_read', 'coalesce(read_tokens, p_named_read)'],
  ['named_write', 'coalesce(write_tokens, p_named_write)'],
];

/** 1 for a call that exceeds a threshold or has a count, else 0. */
const kinds: Aliases = [
  [
    'size_class',
    requestSizeThresholds
      .map(
        (threshold) =>
          `least(floor((number_input + number_read + number_write) / ${threshold + 1}), 1)`,
      )
      .join(' + '),
  ],
  ['has_input', 'least(number_input, 1)'],
  ['has_output', 'least(number_output, 1)'],
  ['has_read', 'least(number_read, 1)'],
  ['has_write', 'least(number_write, 1)'],
  ['has_write_0', 'least(number_write_0, 1)'],
  ['has_write_1', 'least(number_write_1, 1)'],
  ['write_differs', 'least(abs(number_write_0 + number_write_1 - number_write), 1)'],
];

function aliases(list: Aliases): string {
  return list.map(([alias, expression]) => `${expression} as ${alias}`).join(', ');
}

function aggregates({ principal, metadataKeys }: GroupColumns): string {
  return [
    'count(*) as requests',
    ...Object.entries(sumColumns).map(([column, field]) => `sum(${field}) as ${column}`),
    ...Object.entries(countColumns).map(([column, field]) => `count(${field}) as ${column}`),
    ...(principal ? [`count(p_named_caller) as ${namedCallerColumn}`] : []),
    ...metadataKeys.map((_, index) => `count(p_named_tag_${index}) as ${namedTagColumn(index)}`),
  ].join(', ');
}

function groupedBy({ bucketMs, principal, operation, metadataKeys }: GroupColumns): string {
  return [
    `bin(${period(bucketMs)}) as ${bucketColumn}`,
    ...keyColumns,
    ...(principal ? [callerColumn] : []),
    ...(operation ? [operationColumn] : []),
    ...metadataKeys.map((_, index) => tagColumn(index)),
  ].join(', ');
}

/** `1d`, `1h` or `15m`: AWS's periods are longest in a unit of their own. */
function period(bucketMs: number): string {
  const minutes = bucketMs / 60_000;
  if (minutes % 1440 === 0) return `${minutes / 1440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
