import { describe, expect, it } from 'vitest';

import { inToolTerms } from './in-tool-terms.ts';

describe('a sentence for callers of tools', () => {
  it.each([
    ['name that with --log-group.', 'name that with log_group_name.'],
    [
      'logging is off there; `bedrock-spend doctor` shows how to switch it on.',
      'logging is off there; the tool bedrock-setup shows how to switch it on.',
    ],
    [
      '"bedrock-spend doctor --account 222233334444 --region REGION" prints the policies.',
      'the tool bedrock-setup prints the policies.',
    ],
    [
      'give one with --region (or --region all), or set AWS_REGION.',
      'give one with region (or region "all"), or set AWS_REGION.',
    ],
  ])('names arguments and tools: %s', (sentence, said) => {
    expect(inToolTerms(sentence)).toBe(said);
  });

  it.each([
    'use --engine auto or --engine filter.',
    'another role is named with --role-name.',
    '/logs/--log-group-of-mine does not exist.',
    'aws logs create-log-group --log-group-name /aws/bedrock/modelinvocations',
    'Nobody can read it.',
  ])('leaves what only the operator can set, and names: %s', (sentence) => {
    expect(inToolTerms(sentence)).toBe(sentence);
  });
});
