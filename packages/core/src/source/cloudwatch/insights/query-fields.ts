import { kindsExpression } from './call-kinds.ts';
import { seenExpression } from './seen-facts.ts';
import { callerColumn, operationColumn, tagColumn } from './query-columns.ts';
import { doubtsExpression, lack } from './query-doubts.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';

/** The `fields` commands of the query: each may use what those before it have made. */
export function queryFields(columns: GroupColumns): string[] {
  return [foundFields(columns), numbers, sums(columns), keys].map(
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
    ['input_tokens', 'coalesce(input.inputTokenCount, p_input)'],
    ['output_tokens', 'coalesce(output.outputTokenCount, p_output)'],
    ['read_tokens', 'coalesce(input.cacheReadInputTokenCount, p_read)'],
    ['write_tokens', 'coalesce(input.cacheWriteInputTokenCount, p_write)'],
    ['image_width', 'output.outputImageWidth'],
    ['image_height', 'output.outputImageHeight'],
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

/** The same as numbers, and 1 where there is none. */
const numbers: Aliases = [
  ...['input', 'output', 'read', 'write'].flatMap((count) => [
    [`number_${count}`, `coalesce(${count}_tokens, 0)`] as const,
    [`lacks_${count}`, lack(`${count}_tokens`)] as const,
  ]),
  ['number_write_0', 'coalesce(write_0, 0)'],
  ['number_write_1', 'coalesce(write_1, 0)'],
];

function sums(columns: GroupColumns): Aliases {
  return [
    ['number_request', 'number_input + number_read + number_write'],
    ['doubts', doubtsExpression(columns)],
  ];
}

const keys: Aliases = [
  ['kinds', kindsExpression],
  ['seen', seenExpression],
];
