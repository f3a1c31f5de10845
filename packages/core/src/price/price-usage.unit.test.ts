import { Big } from 'big.js';
import { describe, expect, test } from 'vitest';

import { createPriceBook } from './price-book.ts';
import { priceUsage } from './price-usage.ts';
import { publishedExample } from './published-example.testing.ts';
import { usageRow, type UsageSketch } from './usage-row.testing.ts';

const book = createPriceBook();
const million = 1_000_000;

function price(sketch: UsageSketch, using = book) {
  const [row] = priceUsage([usageRow(sketch)], using);
  return row!;
}

describe('the published example', () => {
  test.each(publishedExample)('$model costs $costUsd', ({ row, costUsd }) => {
    expect(priceUsage([row], book)).toMatchObject([
      { costUsd, costStatus: 'complete', unpricedRequests: 0, unpricedReasons: [] },
    ]);
  });

  test('costs 7.4786 dollars', () => {
    const rows = priceUsage(
      publishedExample.map(({ row }) => row),
      book,
    );

    const total = rows.reduce((sum, { costUsd }) => sum.plus(costUsd), new Big(0));
    expect(total.toFixed()).toBe('7.47857168');
    expect(total.toFixed(4)).toBe('7.4786');
  });

  test('rests on two assumptions: standard tier, and prices that were the same then', () => {
    const [haiku] = priceUsage([publishedExample[3]!.row], book);

    expect(haiku?.assumptions).toEqual([
      { kind: 'tier-standard', requests: 88, costUsd: '0.3442368' },
      { kind: 'price-before-first-check', requests: 88, costUsd: '0.3442368' },
    ]);
  });
});

describe('token kinds', () => {
  const model = 'global.anthropic.claude-opus-4-6-v1';

  test.each([
    ['inputTokens', '5'],
    ['outputTokens', '25'],
    ['cacheReadTokens', '0.5'],
    ['cacheWrite5mTokens', '6.25'],
    ['cacheWrite1hTokens', '10'],
    ['cacheWriteUnsplitTokens', '6.25'],
  ])('a million %s of Opus 4.6 cost %s', (kind, costUsd) => {
    expect(price({ model, [kind]: million })).toMatchObject({ costUsd, costStatus: 'complete' });
  });

  test('all kinds of one call add up', () => {
    const row = price({
      model: `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${model}`,
      inputTokens: 1,
      cacheReadTokens: 129_709,
      cacheWriteUnsplitTokens: 411,
      outputTokens: 326,
    });

    expect(row.costUsd).toBe('0.07557825');
  });

  test('writing the cache of Nova is free, which is not the same as unpriced', () => {
    const row = price({ model: 'amazon.nova-pro-v1:0', cacheWriteUnsplitTokens: million });

    expect(row).toMatchObject({ costUsd: '0', costStatus: 'complete', assumptions: [] });
  });

  test('a kind without a price is left out of the sum and named', () => {
    const row = price({
      model: 'cohere.command-r-plus-v1:0',
      requests: 7,
      failed: 2,
      inputTokens: million,
      cacheWrite1hTokens: 5,
    });

    expect(row).toMatchObject({
      costUsd: '3',
      costStatus: 'incomplete',
      unpricedRequests: 5,
      unpricedReasons: ['no price for cacheWrite1h'],
    });
  });

  test('two kinds without a price in common are named once', () => {
    const row = price({
      model: 'cohere.command-r-plus-v1:0',
      cacheWrite5mTokens: 5,
      cacheWriteUnsplitTokens: 5,
    });

    expect(row).toMatchObject({
      costStatus: 'unpriced',
      unpricedReasons: ['no price for cacheWrite5m'],
    });
  });
});

describe('assumptions', () => {
  const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';

  test('writes without a lifetime are priced at 5 minutes, as an assumption of those dollars only', () => {
    const row = price({
      model: haiku,
      inputTokens: million,
      cacheWriteUnsplitTokens: million,
    });

    expect(row.costUsd).toBe('2.475');
    expect(row.assumptions).toEqual([{ kind: 'cache-write-5m', requests: 1, costUsd: '1.375' }]);
  });

  test.each([
    ['the log tells the lifetime', { model: haiku, cacheWrite5mTokens: 9, cacheWrite1hTokens: 9 }],
    [
      'the model has one lifetime',
      { model: 'anthropic.claude-3-5-haiku-20241022-v1:0', cacheWriteUnsplitTokens: 9 },
    ],
    [
      'all lifetimes cost the same',
      { model: 'global.openai.gpt-5.6-sol', cacheWriteUnsplitTokens: 9 },
    ],
  ])('no assumption about the cache where %s', (_, sketch) => {
    expect(price(sketch)).toMatchObject({ costStatus: 'complete', assumptions: [] });
  });

  test('a tier that the log names is no assumption', () => {
    expect(price({ model: haiku, outputTokens: 5, serviceTier: 'standard' }).assumptions).toEqual(
      [],
    );
    expect(price({ model: haiku, outputTokens: 5, serviceTier: null }).assumptions).toEqual([
      { kind: 'tier-standard', requests: 1, costUsd: '0.0000275' },
    ]);
  });

  test('usage on the day of the check needs no assumption, the day before does', () => {
    const before = price({ model: haiku, outputTokens: million, usageDate: '2026-11-21' });

    expect(price({ model: haiku, outputTokens: million }).assumptions).toEqual([]);
    expect(before.assumptions).toEqual([
      { kind: 'price-before-first-check', requests: 1, costUsd: '5.5' },
    ]);
  });

  test('a price with a known first day is no assumption before the check', () => {
    const sol = { model: 'us.openai.gpt-5.6-sol', inputTokens: million };

    expect(price({ ...sol, usageDate: '2026-08-21' })).toMatchObject({
      costUsd: '4.4',
      assumptions: [],
    });
  });

  test('calls that failed and blocked rest on nothing', () => {
    const row = price({
      model: haiku,
      requests: 10,
      failed: 2,
      blocked: 1,
      inputTokens: million,
      serviceTier: null,
    });

    expect(row.assumptions).toEqual([{ kind: 'tier-standard', requests: 7, costUsd: '1.1' }]);
  });
});

describe('calls that cost nothing', () => {
  test.each(['anthropic.claude-haiku-4-5-20251001-v1:0', 'nobody.knows-this-v1:0'])(
    'only failed and blocked calls of %s cost 0',
    (model) => {
      expect(price({ model, requests: 3, failed: 2, blocked: 1, serviceTier: null })).toMatchObject(
        {
          costUsd: '0',
          costStatus: 'complete',
          unpricedRequests: 0,
          unpricedReasons: [],
          assumptions: [],
        },
      );
    },
  );

  test('failed calls with tokens are priced all the same', () => {
    const row = price({
      model: 'amazon.nova-lite-v1:0',
      failed: 1,
      inputTokens: million,
      serviceTier: null,
    });

    expect(row).toMatchObject({
      costUsd: '0.06',
      costStatus: 'complete',
      assumptions: [{ kind: 'tier-standard', requests: 1, costUsd: '0.06' }],
    });
  });

  test.each(['inputTokens', 'outputTokens', 'cacheReadTokens'])(
    'failed calls with %s of an unknown model are not free',
    (kind) => {
      expect(price({ model: 'nobody.knows-this-v1:0', failed: 1, [kind]: 5 })).toMatchObject({
        costUsd: '0',
        costStatus: 'unpriced',
        unpricedRequests: 0,
        unpricedReasons: ['no price for this model'],
      });
    },
  );

  test('an empty served call of a known model costs 0', () => {
    expect(price({ model: 'amazon.titan-embed-text-v2:0' })).toMatchObject({
      costUsd: '0',
      costStatus: 'complete',
    });
  });
});

describe('what the log lacks', () => {
  test('unknown counts make a priced row incomplete', () => {
    const row = price({
      model: 'amazon.nova-lite-v1:0',
      requests: 5,
      unknownCounts: 2,
      inputTokens: million,
    });

    expect(row).toMatchObject({
      costUsd: '0.06',
      costStatus: 'incomplete',
      unpricedRequests: 2,
      unpricedReasons: ['token counts not in the log'],
    });
  });

  test('usage of which every count is unknown is unpriced, not 0', () => {
    const row = price({ model: 'amazon.nova-lite-v1:0', requests: 2, unknownCounts: 2 });

    expect(row).toMatchObject({
      costUsd: '0',
      costStatus: 'unpriced',
      unpricedRequests: 2,
      unpricedReasons: ['token counts not in the log'],
    });
  });

  test('unknown counts of a model without a price leave it unpriced', () => {
    expect(price({ model: 'nobody.knows-this-v1:0', unknownCounts: 1 })).toMatchObject({
      costStatus: 'unpriced',
      unpricedRequests: 1,
      unpricedReasons: ['no price for this model'],
    });
  });
});

describe('long requests', () => {
  const model = 'global.anthropic.claude-sonnet-4-5-20250929-v1:0';

  test.each([
    [0, '3'],
    [128_000, '3'],
    [200_000, '6'],
    [272_000, '6'],
  ] as const)('the class above %i tokens pays %s for a million', (requestSizeClass, costUsd) => {
    expect(price({ model, requestSizeClass, inputTokens: million }).costUsd).toBe(costUsd);
  });

  test('the whole request is paid at the long price, output and cache included', () => {
    const row = price({
      model,
      requestSizeClass: 200_000,
      inputTokens: million,
      outputTokens: million,
      cacheReadTokens: million,
      cacheWrite1hTokens: million,
    });

    expect(row.costUsd).toBe('41.1');
  });

  test('Haiku 5.5 has its border at 100,000 tokens', () => {
    const haiku = { model: 'global.anthropic.claude-haiku-5-5', outputTokens: million };

    expect(price(haiku).costUsd).toBe('0.5');
    expect(price({ ...haiku, requestSizeClass: 100_000 }).costUsd).toBe('2.5');
  });

  test('a long price that is not known is not the short one', () => {
    const row = price({
      model: 'openai.gpt-5.4',
      requestSizeClass: 272_000,
      inputTokens: million,
      cacheReadTokens: 1,
    });

    expect(row).toMatchObject({
      costUsd: '5.5',
      costStatus: 'incomplete',
      unpricedReasons: ['no price for cacheRead'],
    });
  });

  test('models without a long price pay one price for every length', () => {
    const opus = { model: 'us.anthropic.claude-opus-5', inputTokens: million };

    expect(price({ ...opus, requestSizeClass: 272_000 }).costUsd).toBe('5.5');
  });
});

describe('images', () => {
  const core = { model: 'stability.stable-image-core-v1:1', imageRequests: 2, images: 3 };

  test('are priced where count and size are known', () => {
    expect(price({ ...core, imageSize: '1024x1024' })).toMatchObject({
      costUsd: '0.12',
      costStatus: 'complete',
    });
  });

  test.each([
    [
      'the count is unknown',
      { ...core, images: null, imageSize: '1024x1024' },
      'image count not in the log',
    ],
    ['the size is unknown', core, 'image size not in the log'],
    [
      'no image of that size has a price',
      { ...core, model: 'stability.stable-diffusion-xl-v0', imageSize: '640x480' },
      'no price for images of 640x480',
    ],
    [
      'quality decides the price',
      { ...core, model: 'stability.stable-diffusion-xl-v0', imageSize: '1024x1024' },
      'image quality not in the log',
    ],
    [
      'the log tells nothing of images at all',
      { model: 'stability.stable-image-core-v1:1', images: 0 },
      'image count not in the log',
    ],
    [
      'the price list gives no price for what the log tells',
      { ...core, model: 'amazon.nova-canvas-v1:0', imageSize: '1024x1024' },
      'an image is priced by its quality too, and the log does not tell it',
    ],
    [
      'the model has no price',
      { ...core, model: 'stability.unheard-of-v1:0', imageSize: '1024x1024' },
      'no price for this model',
    ],
  ])('stay unpriced where %s', (_, sketch, reason) => {
    expect(price({ requests: 2, ...sketch })).toMatchObject({
      costUsd: '0',
      costStatus: 'unpriced',
      unpricedRequests: 2,
      unpricedReasons: [reason],
      assumptions: [],
    });
  });

  test.each(['failed', 'blocked'])('a %s call for an image costs nothing', (ending) => {
    expect(price({ model: 'amazon.nova-canvas-v1:0', [ending]: 1, images: 0 })).toMatchObject({
      costUsd: '0',
      costStatus: 'complete',
    });
  });
});

describe('models charged by what the log does not count', () => {
  test('a reranker is unpriced and says what a query costs', () => {
    expect(price({ model: 'cohere.rerank-v3-5:0', inputTokens: 400 })).toMatchObject({
      costUsd: '0',
      costStatus: 'unpriced',
      unpricedReasons: ['it costs 0.002 USD per query, and the log does not count queries'],
    });
  });

  test('what can be priced of a video model is, and the rest is named', () => {
    const row = price({
      model: 'us.twelvelabs.pegasus-1-2-v1:0',
      inputTokens: 9,
      outputTokens: million,
    });

    expect(row).toMatchObject({
      costUsd: '7.5',
      costStatus: 'incomplete',
      unpricedReasons: ['seconds of video are charged too, and the log does not count them'],
    });
  });
});
