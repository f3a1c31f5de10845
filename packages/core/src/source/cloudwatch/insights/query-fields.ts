import { callerColumn, operationColumn, tagColumn } from './query-columns.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';
import { requestSizeThresholds } from '../../../model/usage-row.ts';

/** The `fields` commands of the query: each may use what those before it have made. */
export function queryFields(columns: GroupColumns): string[] {
  return [foundFields(columns), numbers, kinds].map(
    (list) => `fields ${list.map(([alias, expression]) => `${expression} as ${alias}`).join(', ')}`,
  );
}

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
