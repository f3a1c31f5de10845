import { describe, expect, test } from 'vitest';

import { explainPrice } from './explain-price.ts';
import { createPriceBook } from './price-book.ts';
import { publishedExample } from './published-example.testing.ts';
import { usageRow } from './usage-row.testing.ts';

const book = createPriceBook();

describe('explainPrice of a row', () => {
  test('tells row, rule, source, days, sums and assumptions', () => {
    const sonnet = publishedExample[0]!;

    expect(explainPrice(sonnet.row, book)).toEqual({
      model: 'anthropic.claude-3-5-sonnet-20241022-v2:0',
      baseModel: 'anthropic.claude-3-5-sonnet-20241022-v2:0',
      region: 'us-east-1',
      scope: 'in-region',
      tier: 'standard',
      usageDate: '2025-04-06',
      price: expect.objectContaining({
        input: '3',
        output: '15',
        effectiveFrom: null,
        effectiveTo: null,
        source: 'AWS documentation and price list, collected 2026-11-22',
        checkedOn: '2026-11-22',
      }),
      origin: 'list',
      rule: 'exact-id-and-scope',
      longContext: false,
      discountPercent: null,
      tokens: [
        {
          count: 'inputTokens',
          tokens: 846_616,
          priceKind: 'input',
          usdPerMillion: '3',
          paidUsdPerMillion: '3',
          costUsd: '2.539848',
        },
        {
          count: 'outputTokens',
          tokens: 82_570,
          priceKind: 'output',
          usdPerMillion: '15',
          paidUsdPerMillion: '15',
          costUsd: '1.23855',
        },
      ],
      imagesCostUsd: null,
      costUsd: sonnet.costUsd,
      costStatus: 'complete',
      unpricedReasons: [],
      assumptions: [
        { kind: 'tier-standard', requests: 5353, costUsd: '3.778398' },
        { kind: 'price-before-first-check', requests: 5353, costUsd: '3.778398' },
      ],
    });
  });

  test('shows the discount where it was taken', () => {
    const row = usageRow({ model: 'amazon.nova-lite-v1:0', inputTokens: 1_000_000 });

    expect(explainPrice(row, createPriceBook({ discountPercent: '10' }))).toMatchObject({
      discountPercent: '10',
      tokens: [{ usdPerMillion: '0.06', paidUsdPerMillion: '0.054', costUsd: '0.054' }],
      costUsd: '0.054',
    });
    expect(
      explainPrice(
        row,
        createPriceBook({
          discountPercent: '10',
          overrides: [{ id: 'amazon.nova-lite-v1:0', input: '1' }],
        }),
      ),
    ).toMatchObject({ origin: 'own', discountPercent: null, costUsd: '1' });
  });

  test('names a kind without a price', () => {
    const row = usageRow({ model: 'zai.glm-5', inputTokens: 10, cacheReadTokens: 5 });

    expect(explainPrice(row, book)).toMatchObject({
      costStatus: 'incomplete',
      tokens: [
        { count: 'inputTokens', usdPerMillion: '1', costUsd: '0.00001' },
        {
          count: 'cacheReadTokens',
          usdPerMillion: null,
          paidUsdPerMillion: null,
          costUsd: null,
        },
      ],
    });
  });

  test('tells what images cost', () => {
    const row = usageRow({
      model: 'stability.sd3-5-large-v1:0',
      imageRequests: 1,
      images: 2,
      imageSize: '1024x1024',
    });

    expect(explainPrice(row, book)).toMatchObject({ imagesCostUsd: '0.16', costUsd: '0.16' });
  });
});

describe('explainPrice of a question', () => {
  test('shows every price of the model', () => {
    const { tokens, usageDate, price } = explainPrice(
      { model: 'us.anthropic.claude-haiku-4-5-20251001-v1:0', region: 'us-west-2' },
      book,
    );

    expect(usageDate).toBe('2026-11-22');
    expect(price?.scope).toBe('geo');
    expect(tokens.map(({ count, usdPerMillion }) => [count, usdPerMillion])).toEqual([
      ['inputTokens', '1.1'],
      ['outputTokens', '5.5'],
      ['cacheReadTokens', '0.11'],
      ['cacheWrite5mTokens', '1.375'],
      ['cacheWrite1hTokens', '2.2'],
    ]);
  });

  test('takes day, tier and the length of the request into account', () => {
    const sol = { model: 'us.openai.gpt-5.6-sol', region: 'us-east-1' };

    expect(explainPrice({ ...sol, usageDate: '2026-08-01' }, book).price?.input).toBe('5.5');
    expect(explainPrice({ ...sol, tier: 'flex' }, book)).toMatchObject({
      tier: 'flex',
      longContext: false,
      price: null,
      rule: null,
      origin: null,
      tokens: [],
      unpricedReasons: ['no flex-tier price for this model'],
    });
    expect(explainPrice({ ...sol, inputTokens: 272_000 }, book)).toMatchObject({
      longContext: false,
      costUsd: '1.1968',
    });
    expect(
      explainPrice({ ...sol, inputTokens: 200_000, cacheReadTokens: 72_001 }, book),
    ).toMatchObject({
      longContext: true,
      costUsd: '1.82336088',
    });
  });

  test('says why an id has no price', () => {
    expect(explainPrice({ model: 'nobody.knows-v1:0' }, book)).toMatchObject({
      region: '',
      price: null,
      costUsd: '0',
      costStatus: 'unpriced',
      unpricedReasons: ['no price for this model'],
    });
  });
});
