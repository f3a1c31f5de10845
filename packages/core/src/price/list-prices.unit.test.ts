import { expect, test } from 'vitest';

import { listPrices, type PriceFilter } from './list-prices.ts';
import { createPriceBook } from './price-book.ts';

const own = { id: 'amazon.nova-pro-v1:0', input: '0.7' };
const book = createPriceBook({ overrides: [own] });

function pairs(filter: PriceFilter) {
  return listPrices(book, filter).map(({ id, region, tier, input, source }) => ({
    id,
    region,
    tier,
    input,
    source,
  }));
}

test('the own price comes first, then the list', () => {
  const [first, second] = pairs({
    idContains: 'Nova-Pro-v1:0',
    scope: 'in-region',
    region: 'eu-west-1',
    tier: 'standard',
  });

  expect(first).toEqual({
    id: own.id,
    region: null,
    tier: 'standard',
    input: '0.7',
    source: 'own price',
  });
  expect(second).toMatchObject({ id: own.id, region: null, input: '0.8' });
});

test('an own price is found whatever the case of its id', () => {
  const id = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/AbC';
  const withProfile = createPriceBook({ overrides: [{ id, input: '1' }] });

  expect(listPrices(withProfile, { idContains: 'Profile/aBc' })).toMatchObject([{ id }]);
});

test('a region has its own prices and those for all regions', () => {
  const regions = pairs({ idContains: 'amazon.nova-pro-v1:0', region: 'eu-west-1' }).map(
    ({ region }) => region,
  );

  expect(new Set(regions)).toEqual(new Set([null, 'eu-west-1']));
});

test('tiers and scopes can be asked for', () => {
  expect(
    pairs({ idContains: 'zai.glm-5', tier: 'flex', scope: 'geo', region: 'us-east-1' }),
  ).toEqual([expect.objectContaining({ id: 'zai.glm-5', tier: 'flex', input: '0.5' })]);
});

test('only prices in force on a day', () => {
  const sol = { idContains: 'gpt-5.6-sol', scope: 'geo' } as const;

  expect(pairs({ ...sol, usageDate: '2026-08-20' }).map(({ input }) => input)).toEqual(['5.5']);
  expect(pairs({ ...sol, usageDate: '2026-08-21' }).map(({ input }) => input)).toEqual(['4.4']);
  expect(pairs(sol)).toHaveLength(2);
});

test('everything without a filter', () => {
  expect(listPrices(createPriceBook()).length).toBeGreaterThan(2000);
});
