import { describe, expect, test } from 'vitest';

import { SpendError } from '../errors.ts';
import { createPriceBook } from './price-book.ts';
import { checkPriceFile, parsePriceFile } from './price-file.ts';
import { usageRow } from './usage-row.testing.ts';

const full = {
  $schema: 'prices.schema.json',
  discountPercent: '12.5',
  prices: [
    {
      id: 'us.anthropic.claude-sonnet-5-5',
      scope: 'geo',
      region: 'us-east-1',
      tier: 'standard',
      input: '1.90',
      output: '9.5',
      cacheRead: '0.095',
      cacheWrite5m: '2.375',
      cacheWrite1h: '3.8',
      longContext: { above: 200_000, input: '3.8' },
      perImage: [{ size: '1024x1024', usd: '0.04' }],
      effectiveFrom: '2026-10-01',
      effectiveTo: '2026-12-31',
      discounted: true,
    },
  ],
};

async function problemOf(prices: unknown): Promise<string> {
  const error: unknown = await checkPriceFile(prices, 'prices.json').catch(
    (thrown: unknown) => thrown,
  );
  if (!SpendError.isInstance(error)) throw new Error('the file was taken');
  expect(error.code).toBe('INVALID_PRICES');
  return error.message;
}

describe('a price file', () => {
  test('may hold every key', async () => {
    const { $schema: _, prices, ...rest } = full;

    expect(await parsePriceFile(JSON.stringify(full), 'prices.json')).toEqual({
      ...rest,
      overrides: prices,
    });
  });

  test('may be empty, and may begin with a byte-order mark', async () => {
    expect(await parsePriceFile('\uFEFF{}', 'prices.json')).toEqual({ overrides: [] });
  });

  test('goes into a price book as it is', async () => {
    const file = await parsePriceFile(JSON.stringify(full), 'prices.json');
    const { key } = usageRow({ model: 'us.anthropic.claude-sonnet-5-5' });

    expect(createPriceBook(file).resolve(key)).toMatchObject({
      origin: 'own',
      unitsPerToken: { inputTokens: 1_662_500_000_000_000_000n },
    });
  });
});

function price(changes: object) {
  return { prices: [{ id: 'a.b', ...changes }] };
}

describe('a slip in a price file is told in one sentence', () => {
  test.each([
    [
      price({ inptu: '3' }),
      'prices.json: `inptu`: unknown key in prices[0]; did you mean `input`?',
    ],
    [
      price({ cacheWrite: '3' }),
      'prices.json: `cacheWrite`: unknown key in prices[0]; did you mean `cacheWrite5m`?',
    ],
    [
      { discount: '5' },
      'prices.json: `discount`: unknown key; known keys are $schema, discountPercent, prices',
    ],
    [{ price: [] }, 'prices.json: `price`: unknown key; did you mean `prices`?'],
    [
      price({ longContext: { abvoe: 200_000, above: 200_000 } }),
      'prices.json: `abvoe`: unknown key in prices[0].longContext; did you mean `above`?',
    ],
    [
      price({ perImage: [{ size: 'any', usd: '1', quality: 'x' }] }),
      'prices.json: `quality`: unknown key in prices[0].perImage[0]; known keys are size, usd',
    ],
    [
      price({ input: 3.3 }),
      'prices.json: prices[0].input is the number 3.3: write it as a string, "3.3", so that it stays exact.',
    ],
    [
      { discountPercent: 5 },
      'prices.json: discountPercent is the number 5: write it as a string, "5", so that it stays exact.',
    ],
    [
      price({ longContext: { above: 200_000, output: 1 } }),
      'prices.json: prices[0].longContext.output is the number 1: write it as a string, "1", so that it stays exact.',
    ],
    [
      price({ input: '3,30' }),
      'prices.json: prices[0].input is "3,30": write an amount in US dollars such as "3.30", with at most 12 decimals.',
    ],
    [
      price({ output: '$3' }),
      'prices.json: prices[0].output is "$3": write an amount in US dollars such as "3.30", with at most 12 decimals.',
    ],
    [price({ output: null }), 'prices.json: prices[0].output is null: write a string.'],
    [
      { discountPercent: 'ten' },
      'prices.json: discountPercent is "ten": write a percentage such as "12.5".',
    ],
    [
      { discountPercent: '101' },
      'prices.json: The discount is "101": write a percentage from "0" to "100" such as "12.5", with at most 4 decimals.',
    ],
    [{ prices: [{ input: '3' }] }, 'prices.json: prices[0].id is missing.'],
    [price({ id: '' }), 'prices.json: prices[0].id is "": write some text.'],
    [
      price({ scope: 'regional' }),
      'prices.json: prices[0].scope is "regional": write one of "in-region", "geo", "global", "gov".',
    ],
    [
      price({ longContext: { above: 150_000 } }),
      'prices.json: prices[0].longContext.above is 150000: write one of 100000, 128000, 200000, 256000, 272000.',
    ],
    [
      price({ effectiveFrom: '22.11.2026' }),
      'prices.json: prices[0].effectiveFrom is "22.11.2026": write a day such as "2026-11-22".',
    ],
    [
      price({ perImage: [{ size: 'large', usd: '1' }] }),
      'prices.json: prices[0].perImage[0].size is "large": write "1024x1024" or "any".',
    ],
    [
      price({ discounted: 'yes' }),
      'prices.json: prices[0].discounted is "yes": write true or false.',
    ],
    [{ prices: {} }, 'prices.json: prices is {}: write a list.'],
    [{ prices: 3 }, 'prices.json: prices is 3: write a list.'],
    [null, 'prices.json: the file is null: write an object.'],
    [[], 'prices.json: the file is []: write an object.'],
    ['3', 'prices.json: the file is "3": write an object.'],
    [
      {
        prices: [
          { id: 'a.b', input: '1' },
          { id: 'a.b', input: '2' },
        ],
      },
      'prices.json: Two prices for a.b hold at the same time: give them different regions, scopes, tiers or dates.',
    ],
  ])('%j', async (prices, message) => {
    expect(await problemOf(prices)).toBe(message);
  });

  test('text that is not JSON', async () => {
    await expect(parsePriceFile('{prices: []}', 'my.json')).rejects.toThrow(
      /^my\.json is not JSON: /,
    );
  });
});
