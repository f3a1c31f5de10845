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
import type { GroupColumns } from '../../../model/group-columns.ts';

/** What the query looks for in the text of records; the fields that come of it have names with `p_`. */
export function queryRegexes({ principal, metadataKeys }: GroupColumns): string[] {
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
