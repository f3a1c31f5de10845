import { describe, expect, test } from 'vitest';
import { genuineRecords, logGroups, rowsOf } from './insights.testing.ts';

/** Counts by discovery, and by parse where the limit of 200 fields hides them. */
const USAGE = String.raw`
  filter @message like /"schemaType"\s*:\s*"ModelInvocationLog"/ and toMillis(@timestamp) < 1790000000000
  | parse @message /"inputTokenCount":(?<p_input>\d+)(,"cacheReadInputTokenCount":(?<p_read>\d+))?(,"cacheWriteInputTokenCount":(?<p_write>\d+))?\},"output":/
  | parse @message /"outputTokenCount":(?<p_output>\d+)\}[^{}]*("identity":\{"arn":"[^"]*"\})?[^{}]*\}\s*$/
  | parse @message /"identity":\{"arn":"(?<p_arn>[^"]+)"\}[^{}]*\}\s*$/
  | fields coalesce(input.inputTokenCount, p_input) as in_tokens, coalesce(output.outputTokenCount, p_output) as out_tokens
  | fields coalesce(identity.arn, p_arn) as caller, least(coalesce(in_tokens, 0), 1) as has_input,
      least(floor((coalesce(in_tokens, 0) + coalesce(input.cacheReadInputTokenCount, p_read, 0)) / 100001), 1) as size_class
  | stats count(*) as requests, sum(in_tokens) as input_tokens, sum(out_tokens) as output_tokens, sum(coalesce(input.cacheReadInputTokenCount, p_read)) as cache_read
      by bin(1d) as bucket, modelId as model, caller, errorCode as error, ${'`output.outputBodyJson.serviceTier.type`'} as tier, has_input, size_class
  | limit 100000`;

describe('a query for usage', () => {
  test('gives the groups of genuine records', async () => {
    const rows = await rowsOf(USAGE, genuineRecords());
    expect(rows).toHaveLength(17);
    expect(rows).toContainEqual({
      bucket: '2026-04-14 00:00:00.000',
      model:
        'arn:aws:bedrock:us-east-1:111122223333:inference-profile/global.anthropic.claude-opus-4-6-v1',
      caller: 'arn:aws:iam::111122223333:user/endpoint-priv-ec2-cli',
      has_input: '1',
      size_class: '1',
      requests: '1',
      input_tokens: '1',
      output_tokens: '326',
      cache_read: '129709',
    });
    expect(rows).toContainEqual({
      bucket: '2026-03-01 00:00:00.000',
      model: 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
      caller: 'arn:aws:sts::111122223333:assumed-role/batch/worker-1',
      error: 'ThrottlingException',
      has_input: '0',
      size_class: '0',
      requests: '1',
    });
  });

  test('finds the counts of a long prompt by parse only', async () => {
    const content = Array.from({ length: 220 }, (_, index) => ({ text: `part ${index}` }));
    const record = {
      modelId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      input: { inputBodyJson: { messages: [{ role: 'user', content }] }, inputTokenCount: 4_000 },
      output: { outputContentType: 'application/json', outputTokenCount: 36 },
      identity: { arn: 'arn:aws:iam::111122223333:user/bedrock-test' },
      schemaType: 'ModelInvocationLog',
      schemaVersion: '1.0',
    };
    const groups = logGroups({ events: [record] });
    const discovery = 'stats count(modelId) as models, count(input.inputTokenCount) as counts';
    expect(await rowsOf(discovery, groups)).toEqual([{ models: '1', counts: '0' }]);
    expect(await rowsOf(USAGE, groups)).toMatchObject([
      { input_tokens: '4000', output_tokens: '36', caller: record.identity.arn },
    ]);
  });

  test('meets the line that switching logging on writes, which is no JSON', async () => {
    const rows = await rowsOf(
      'filter not ispresent(schemaType) | fields @message',
      genuineRecords(),
    );
    expect(rows).toEqual([
      { '@message': 'Permissions are correctly set for Amazon Bedrock logs.' },
    ]);
  });
});
