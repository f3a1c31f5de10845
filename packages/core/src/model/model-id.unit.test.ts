import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseModelId, pricingScope } from './model-id.ts';

const account = '111122223333';

describe('parseModelId', () => {
  test.each([
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'claude-3-5-sonnet-20241022-v2:0'],
    ['moonshotai.kimi-k2.5', 'kimi-k2.5'],
    ['minimax.minimax-m2.5', 'minimax-m2.5'],
    ['openai.gpt-5.5', 'gpt-5.5'],
  ])('keeps dots of the version of %s in its short name', (id, shortName) => {
    const model = parseModelId(id);

    expect(model).toMatchObject({ kind: 'foundation-model', baseModel: id, shortName });
    expect(model.geography).toBeNull();
  });

  test.each(['us', 'eu', 'apac', 'jp', 'au', 'global', 'us-gov', 'mx'])(
    'takes the geography %s off a profile id',
    (geography) => {
      expect(parseModelId(`${geography}.amazon.nova-pro-v1:0`)).toMatchObject({
        kind: 'inference-profile',
        exactId: `${geography}.amazon.nova-pro-v1:0`,
        baseModel: 'amazon.nova-pro-v1:0',
        geography,
        shortName: 'nova-pro-v1:0',
      });
    },
  );

  test('reads the profile id out of an inference-profile ARN', () => {
    const arn = `arn:aws:bedrock:us-east-1:${account}:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0`;

    expect(parseModelId(arn)).toMatchObject({
      id: arn,
      kind: 'inference-profile',
      exactId: 'us.anthropic.claude-haiku-4-5-20251001-v1:0',
      baseModel: 'anthropic.claude-haiku-4-5-20251001-v1:0',
      geography: 'us',
    });
  });

  test.each([
    ['amazon.nova-lite-v1:0:24k', '24k', 'amazon.nova-lite-v1:0'],
    ['amazon.nova-premier-v1:0:mm', 'mm', 'amazon.nova-premier-v1:0'],
    ['cohere.embed-english-v3:0:512', '512', 'cohere.embed-english-v3:0'],
    ['anthropic.claude-v2:1:18k', '18k', 'anthropic.claude-v2:1'],
  ])('drops the context suffix of %s', (id, contextSuffix, baseModel) => {
    const arn = `arn:aws:bedrock:us-east-1::foundation-model/${id}`;

    expect(parseModelId(arn)).toMatchObject({
      kind: 'foundation-model',
      exactId: id,
      contextSuffix,
      baseModel,
    });
  });

  test.each([
    'application-inference-profile',
    'provisioned-model',
    'custom-model-deployment',
    'imported-model',
  ])('keeps the last segment of an opaque %s ARN and claims no base model', (kind) => {
    const model = parseModelId(`arn:aws:bedrock:us-west-2:${account}:${kind}/a1b2c3d4e5f6`);

    expect(model).toMatchObject({ kind, shortName: 'a1b2c3d4e5f6', baseModel: null });
  });

  test.each([
    `arn:aws:bedrock:us-west-2:${account}:teleporter/x1`,
    'arn:aws:bedrock:us-west-2',
    'arn:',
    'claude',
    '',
    '.x',
    'amazon.',
  ])('keeps %j as an id of unknown kind', (id) => {
    expect(parseModelId(id)).toMatchObject({ id, kind: 'unknown', baseModel: null });
  });

  test.each([
    ['amazon.titan-embed-text-v2:0', 'embedding'],
    ['cohere.embed-v4:0', 'embedding'],
    ['amazon.rerank-v1:0', 'rerank'],
    ['amazon.nova-canvas-v1:0', 'image'],
    ['stability.sd3-5-large-v1:0', 'image'],
    ['luma.ray-v2:0', 'video'],
    ['amazon.nova-pro-v1:0', 'text'],
  ])('knows what %s makes: %s', (id, modality) => {
    expect(parseModelId(id).modality).toBe(modality);
  });

  test('never throws and keeps the id, whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((rest) => `arn:${rest}`),
        ),
        (id) => {
          expect(parseModelId(id).id).toBe(id);
        },
      ),
    );
  });
});

describe('pricingScope', () => {
  test.each([
    ['amazon.nova-pro-v1:0', 'us-east-1', 'in-region'],
    ['us.amazon.nova-pro-v1:0', 'us-east-1', 'geo'],
    ['global.amazon.nova-2-lite-v1:0', 'us-east-1', 'global'],
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-gov-west-1', 'gov'],
    ['amazon.nova-pro-v1:0', 'us-gov-west-1', 'gov'],
  ])('of %s called in %s is %s', (id, region, scope) => {
    expect(pricingScope(parseModelId(id), region)).toBe(scope);
  });
});
