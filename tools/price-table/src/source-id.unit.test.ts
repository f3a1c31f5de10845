import { expect, test } from 'vitest';

import { parseSourceId } from './source-id.ts';

test.each([
  ['amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0', null, null],
  ['us-gov.anthropic.claude-opus-4-8', 'anthropic.claude-opus-4-8', 'us-gov', null],
  ['apac.amazon.nova-pro-v1:0', 'amazon.nova-pro-v1:0', 'apac', null],
  ['regional.openai.gpt-5.6-sol', 'openai.gpt-5.6-sol', 'regional', null],
  ['bedrock_mantle/openai.gpt-5.5', 'openai.gpt-5.5', null, null],
  ['invoke/anthropic.claude-v2', 'anthropic.claude-v2', null, null],
  [
    '512-x-512/50-steps/stability.stable-diffusion-xl-v0',
    'stability.stable-diffusion-xl-v0',
    null,
    '512x512',
  ],
  [
    '1024-x-1024/50-steps/bedrock/amazon.nova-canvas-v1:0',
    'amazon.nova-canvas-v1:0',
    null,
    '1024x1024',
  ],
])('%s', (id, baseId, geography, imageSize) => {
  expect(parseSourceId(id)).toEqual({ baseId, geography, imageSize });
});

test.each([
  'claude',
  'claude-sonnet-4-6',
  'rerank-v4.0-pro',
  'anthropic.claude-haiku-4-5@20251001',
  'max-x-max/50-steps/stability.stable-diffusion-xl-v0',
  '',
])('%j is not the id of a model', (id) => {
  expect(parseSourceId(id)).toBeNull();
});
