import {
  callerArn,
  countAnywhere,
  errorCode,
  guardedOutput,
  inputCount,
  outputCount,
  requestTag,
  secondOutput,
  tagAnywhere,
} from './envelope-regex.ts';
import type { GroupColumns } from '../../../model/group-columns.ts';

/** What the query looks for in the text of records; the fields that come of it have names with `p_`. */
export function queryRegexes({ principal, metadataKeys }: GroupColumns): string[] {
  return [
    inputCount('inputTokenCount', 'p_input'),
    inputCount('cacheReadInputTokenCount', 'p_read'),
    inputCount('cacheWriteInputTokenCount', 'p_write'),
    outputCount('outputTokenCount', 'p_output'),
    errorCode('p_error'),
    secondOutput('second_output'),
    guardedOutput('guarded'),
    countAnywhere(inputKeys, 'p_named_input'),
    countAnywhere(outputKeys, 'p_named_output'),
    countAnywhere(readKeys, 'p_named_read'),
    countAnywhere(writeKeys, 'p_named_write'),
    ...(principal ? [callerArn('p_caller')] : []),
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
