import { describe, expect, test } from 'vitest';

import { SpendError } from '../errors.ts';
import { createPriceBook, type PriceBookOptions } from './price-book.ts';
import { usageRow, type UsageSketch } from './usage-row.testing.ts';

const sonnet = 'anthropic.claude-sonnet-5-5';
const profileArn =
  'arn:aws:bedrock:eu-west-1:111122223333:application-inference-profile/a1b2c3d4e5f6';

function sonnetKey() {
  return usageRow({ model: sonnet }).key;
}

function resolve(sketch: UsageSketch, options: PriceBookOptions = {}) {
  return createPriceBook(options).resolve(usageRow(sketch).key);
}

function found(sketch: UsageSketch, options: PriceBookOptions = {}) {
  const { row, origin, rule } = resolve(sketch, options);
  return [origin, rule, row?.input];
}

describe('the order in which a price is looked for', () => {
  const model = `us.${sonnet}`;
  const inOrder = [
    ['exact-id-and-region', { id: model, region: 'us-east-1', input: '1' }],
    ['exact-id-and-scope', { id: model, input: '2' }],
    ['base-id-and-region', { id: sonnet, scope: 'geo', region: 'us-east-1', input: '3' }],
    ['base-id-and-scope', { id: sonnet, scope: 'geo', input: '4' }],
  ] as const;
  const inReverse = inOrder.map(([, override]) => override).toReversed();

  test.each(inOrder.map(([rule, { input }], place) => ({ rule, input, place })))(
    '$rule is place $place among own prices',
    ({ rule, input, place }) => {
      const overrides = inReverse.slice(0, inReverse.length - place);

      expect(found({ model }, { overrides })).toEqual(['own', rule, input]);
    },
  );

  test('the list comes after every own price', () => {
    expect(found({ model })).toEqual(['list', 'base-id-and-scope', '2.2']);
  });

  test.each([
    ['exact-id-and-region', 'eu.amazon.nova-pro-v1:0', 'eu-west-1', '0.92'],
    ['exact-id-and-scope', 'eu.amazon.nova-pro-v1:0', 'eu-somewhere-9', '1.05'],
    ['base-id-and-region', 'us.amazon.nova-2-lite-v1:0', 'eu-south-1', '0.528'],
    ['base-id-and-scope', 'us.amazon.nova-pro-v1:0', 'us-east-1', '0.8'],
    ['exact-id-and-region', 'amazon.nova-pro-v1:0', 'ap-northeast-1', '0.96'],
    ['exact-id-and-scope', 'amazon.nova-pro-v1:0', 'us-east-1', '0.8'],
    ['base-id-and-scope', 'amazon.nova-pro-v1:0:24k', 'us-east-1', '0.8'],
  ])('the list answers by %s for %s in %s', (rule, model, region, input) => {
    expect(found({ model, region })).toEqual(['list', rule, input]);
  });

  test('an own price for another region, scope, tier or time is not taken', () => {
    const overrides = [
      { id: model, region: 'us-west-2', input: '1' },
      { id: sonnet, scope: 'global', input: '2' },
      { id: sonnet, input: '3' },
      { id: model, tier: 'flex', input: '4' },
      { id: model, effectiveFrom: '2026-11-23', input: '5' },
      { id: `eu.${sonnet}`, input: '6' },
    ] as const;

    expect(found({ model }, { overrides })).toEqual(['list', 'base-id-and-scope', '2.2']);
  });

  test('an own price of a bare id holds for calls in the region, not for profiles', () => {
    const overrides = [{ id: sonnet, input: '1' }];

    expect(found({ model: sonnet }, { overrides })).toEqual(['own', 'exact-id-and-scope', '1']);
    expect(found({ model: `global.${sonnet}` }, { overrides })[0]).toBe('list');
  });

  test('an own price of exactly this id holds in every scope', () => {
    const overrides = [{ id: 'anthropic.claude-haiku-4-5-20251001-v1:0', input: '1' }];
    const model = 'anthropic.claude-haiku-4-5-20251001-v1:0';

    expect(found({ model, region: 'us-gov-west-1' }, { overrides })[0]).toBe('own');
    expect(
      found(
        { model, region: 'us-gov-west-1' },
        { overrides: [{ ...overrides[0]!, scope: 'in-region' }] },
      ),
    ).toEqual(['list', 'exact-id-and-scope', '1.2']);
  });

  test('an own price for the scope of the call stands before one for any scope', () => {
    const model = 'anthropic.claude-haiku-4-5-20251001-v1:0';
    const overrides = [
      { id: model, input: '1' },
      { id: model, scope: 'gov', input: '2' },
    ] as const;

    expect(resolve({ model, region: 'us-gov-west-1' }, { overrides }).row?.input).toBe('2');
    expect(resolve({ model }, { overrides }).row?.input).toBe('1');
  });

  test('the id inside of an ARN is an exact id', () => {
    const model = `arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${sonnet}`;

    expect(found({ model }, { overrides: [{ id: `us.${sonnet}`, input: '1' }] })).toEqual([
      'own',
      'exact-id-and-scope',
      '1',
    ]);
  });
});

describe('scopes', () => {
  test.each([
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'us-east-1', '1.1'],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'us-east-1', '1.1'],
    ['jp.anthropic.claude-haiku-4-5-20251001-v1:0', 'ap-northeast-1', '1.1'],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'us-east-1', '1'],
    ['us-gov.anthropic.claude-haiku-4-5-20251001-v1:0', 'us-gov-west-1', '1.2'],
    ['anthropic.claude-haiku-4-5-20251001-v1:0', 'us-gov-east-1', '1.2'],
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'us-gov-west-1', '3.6'],
  ])('%s in %s costs %s', (model, region, input) => {
    expect(resolve({ model, region }).row?.input).toBe(input);
  });

  test('a scope without a price does not borrow one', () => {
    expect(resolve({ model: 'global.amazon.nova-pro-v1:0' })).toMatchObject({
      row: null,
      unpricedBecause: 'no global price for this model',
    });
    expect(resolve({ model: 'zai.glm-5', region: 'us-gov-west-1' }).unpricedBecause).toBe(
      'no gov price for this model',
    );
  });
});

describe('a similar name', () => {
  test.each([
    'anthropic.claude-sonnet-5-5-v2',
    'anthropic.claude-sonnet-5-',
    'anthropic.claude-sonnet',
    'claude-sonnet-5-5',
    'xanthropic.claude-sonnet-5-5',
    'us.anthropic.claude-opus-5-5-20261001-v1:0',
    'amazon.titan-embed-text-v3:0',
    'Anthropic.claude-sonnet-5-5',
  ])('never lends its price to %s', (model) => {
    expect(resolve({ model }).row).toBeNull();
  });
});

describe('ids that do not tell their model', () => {
  test.each([
    [profileArn, 'an application inference profile does not tell its model'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcd1234',
      'provisioned throughput is paid by the hour',
    ],
    [
      'arn:aws:bedrock:us-east-1:111122223333:imported-model/abcd1234',
      'an imported model is paid by the minute',
    ],
    [
      'arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/abcd1234',
      'a custom model has no list price',
    ],
    [
      'arn:aws:bedrock:us-east-1:111122223333:custom-model/abcd1234',
      'a custom model has no list price',
    ],
    ['arn:aws:bedrock:us-east-1:111122223333:default-prompt-router/a:1', 'no price for this id'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:prompt-router/a1',
      'a prompt router does not tell the model that answered',
    ],
    ['gibberish', 'no price for this id'],
  ])('%s is unpriced', (model, unpricedBecause) => {
    expect(resolve({ model })).toMatchObject({ row: null, unpricedBecause });
  });

  test('an own price that names the whole ARN prices it', () => {
    const overrides = [{ id: profileArn, input: '1.90', output: '9.50' }];

    expect(found({ model: profileArn }, { overrides })).toEqual([
      'own',
      'exact-id-and-scope',
      '1.90',
    ]);
    expect(resolve({ model: `${profileArn}0` }, { overrides }).row).toBeNull();
    expect(
      resolve({ model: profileArn }, { overrides: [{ id: 'a1b2c3d4e5f6', input: '1' }] }).row,
    ).toBeNull();
  });
});

describe('tiers', () => {
  const model = 'amazon.nova-pro-v1:0';

  test.each([
    [null, '0.8'],
    ['standard', '0.8'],
    ['flex', '0.4'],
    ['priority', '1.4'],
  ] as const)('%s costs %s', (serviceTier, input) => {
    expect(resolve({ model, serviceTier }).row?.input).toBe(input);
  });

  test('a tier without a price does not borrow the standard one', () => {
    expect(resolve({ model: 'cohere.command-r-v1:0', serviceTier: 'flex' })).toMatchObject({
      row: null,
      tier: 'flex',
      unpricedBecause: 'no flex-tier price for this model',
    });
    expect(resolve({ model, region: 'eu-west-1', serviceTier: 'flex' }).unpricedBecause).toBe(
      'no price for this model in eu-west-1',
    );
  });

  test('reserved capacity has no price per token', () => {
    expect(resolve({ model, serviceTier: 'reserved' })).toMatchObject({
      row: null,
      tier: null,
      unpricedBecause: 'reserved capacity is paid by the hour',
    });
  });
});

describe('the price in force on the day of use', () => {
  test.each([
    ['2026-07-12', undefined],
    ['2026-07-13', '5.5'],
    ['2026-08-20', '5.5'],
    ['2026-08-21', '4.4'],
    ['2026-11-22', '4.4'],
    ['2027-03-01', '4.4'],
  ])('on %s GPT-5.6 Sol costs %s', (usageDate, input) => {
    expect(resolve({ model: 'us.openai.gpt-5.6-sol', usageDate }).row?.input).toBe(input);
  });

  test.each([
    ['us-east-1', '2025-11-30', '3'],
    ['us-east-1', '2025-12-01', '6'],
    ['ap-northeast-1', '2025-12-01', '3'],
  ])('in %s on %s Claude 3.5 Sonnet v2 costs %s', (region, usageDate, input) => {
    const model = 'anthropic.claude-3-5-sonnet-20241022-v2:0';

    expect(resolve({ model, region, usageDate }).row?.input).toBe(input);
  });

  test('a day without a price in force is told', () => {
    expect(resolve({ model: 'us.openai.gpt-5.6-sol', usageDate: '2026-07-12' })).toMatchObject({
      row: null,
      unpricedBecause: 'no price in force on 2026-07-12',
    });
  });

  test('a price that has ended is not carried on', () => {
    const opus = { model: 'us.anthropic.claude-opus-4-1-20250805-v1:0' };

    expect(resolve({ ...opus, usageDate: '2026-10-07' }).row?.input).toBe('15');
    expect(resolve({ ...opus, usageDate: '2026-10-08' }).row).toMatchObject({
      effectiveFrom: '2026-10-08',
      unpricedBecause: expect.stringContaining('public extended access'),
    });
    expect(resolve({ ...opus, usageDate: '2026-10-08' }).row).not.toHaveProperty('input');
  });

  test('asOf takes the prices of one day for all usage', () => {
    const sol = { model: 'us.openai.gpt-5.6-sol', usageDate: '2026-11-22' };

    expect(resolve(sol, { asOf: '2026-08-01' }).row?.input).toBe('5.5');
  });

  test('asOf on the day of the check leaves nothing to assume about time', () => {
    const old = { model: 'amazon.nova-lite-v1:0', usageDate: '2025-01-01' };

    expect(resolve(old).beforeFirstCheck).toBe(true);
    expect(resolve(old, { asOf: '2026-11-22' }).beforeFirstCheck).toBe(false);
  });

  test('own prices have their days too', () => {
    const overrides = [
      { id: sonnet, input: '1', effectiveTo: '2026-09-30' },
      { id: sonnet, input: '2', effectiveFrom: '2026-10-01', effectiveTo: '2026-10-31' },
    ];
    const on = (usageDate: string) => found({ model: sonnet, usageDate }, { overrides });

    expect(on('2026-09-30')).toEqual(['own', 'exact-id-and-scope', '1']);
    expect(on('2026-10-01')).toEqual(['own', 'exact-id-and-scope', '2']);
    expect(on('2026-11-01')).toEqual(['list', 'exact-id-and-scope', '2.2']);
  });
});

describe('discount', () => {
  test('is taken off list prices exactly', () => {
    const { unitsPerToken } = resolve({ model: sonnet }, { discountPercent: '12.5' });

    // 2.20 dollars per million, less an eighth, in units of 10^-24 dollars.
    expect(unitsPerToken.inputTokens).toBe(1_925_000_000_000_000_000n);
  });

  test('leaves own prices alone unless they ask for it', () => {
    const options = { discountPercent: '50' };
    const own = { id: sonnet, input: '1' };
    const units = (discounted?: boolean) =>
      resolve({ model: sonnet }, { ...options, overrides: [{ ...own, discounted }] }).unitsPerToken
        .inputTokens;

    expect(units()).toBe(10n ** 18n);
    expect(units(false)).toBe(10n ** 18n);
    expect(units(true)).toBe(5n * 10n ** 17n);
  });

  test.each(['0', '100', '0.0001', '99.9999'])('may be %s percent', (discountPercent) => {
    expect(createPriceBook({ discountPercent }).discountPercent).toBe(discountPercent);
  });

  test.each(['-1', '100.0001', '101', '1e1', '12,5', '', '1.00001', ' 5', 'five'])(
    'may not be %j',
    (discountPercent) => {
      expect(() => createPriceBook({ discountPercent })).toThrow(
        /^The discount is ".*": write a percentage/,
      );
    },
  );
});

describe('own prices that cannot be', () => {
  test.each([
    [
      [{ id: sonnet, input: '1,5' }],
      /^input of anthropic\.claude-sonnet-5-5 is "1,5": write an amount/,
    ],
    [[{ id: sonnet, output: '-1' }], /^output of .* is "-1"/],
    [[{ id: sonnet, cacheRead: '1e-3' }], /^cacheRead of .* is "1e-3"/],
    [[{ id: sonnet, cacheWrite1h: '0.1234567890123' }], /^cacheWrite1h of .*at most 12 decimals/],
    [
      [{ id: sonnet, longContext: { above: 200_000, input: '' } }],
      /^longContext\.input of .* is ""/,
    ],
    [
      [{ id: sonnet, longContext: { above: 150_000, input: '1' } }],
      /^longContext\.above of .* 150000: .* 100000, 128000, 200000/,
    ],
    [[{ id: sonnet, perImage: [{ size: 'any', usd: 'free' }] }], /^perImage any of .* is "free"/],
    [
      [
        { id: sonnet, input: '1' },
        { id: sonnet, input: '2' },
      ],
      /^Two prices for anthropic\.claude-sonnet-5-5 hold at the same time/,
    ],
    [[{ id: sonnet, effectiveFrom: 'soon' }], /^effectiveFrom of .* is "soon": write a day/],
    [[{ id: sonnet, effectiveTo: '2026-02-30' }], /^effectiveTo of .* is "2026-02-30"/],
    [
      [{ id: sonnet, effectiveFrom: '2026-05-02', effectiveTo: '2026-05-01' }],
      /^The price for .* would end on 2026-05-01, before it begins on 2026-05-02/,
    ],
    [
      [
        { id: sonnet, input: '1', effectiveTo: '2026-10-01' },
        { id: sonnet, input: '2', effectiveFrom: '2026-10-01' },
      ],
      /^Two prices/,
    ],
  ])('are refused: %j', (overrides, message) => {
    const attempt = () => createPriceBook({ overrides });

    expect(attempt).toThrow(message);
    expect(attempt).toThrow(
      expect.toSatisfy((error) => SpendError.isInstance(error) && error.code === 'INVALID_PRICES'),
    );
  });

  test.each([
    ['one day after the other', '2026-10-01', '2026-10-02', false],
    ['on one day', '2026-10-01', '2026-10-01', true],
  ])('are two that hold %s, in whichever order', (_, effectiveTo, effectiveFrom, refused) => {
    const overrides = [
      { id: sonnet, input: '1', effectiveTo },
      { id: sonnet, input: '2', effectiveFrom },
    ];
    const isRefused = (list: typeof overrides) => {
      try {
        return createPriceBook({ overrides: list }) === undefined;
      } catch {
        return true;
      }
    };

    expect(isRefused(overrides)).toBe(refused);
    expect(isRefused(overrides.toReversed())).toBe(refused);
  });

  test('a day that is none is refused', () => {
    expect(() => createPriceBook({ asOf: '22.11.2026' })).toThrow(
      /^asOf is "22\.11\.2026": write a day/,
    );
    expect(() => createPriceBook({ asOf: '2026-02-30' })).toThrow(/^asOf is "2026-02-30"/);
  });
});

test('the same question gets the same answer object', () => {
  const book = createPriceBook();

  expect(book.resolve(sonnetKey())).toBe(book.resolve(sonnetKey()));
  expect(book.resolve({ ...sonnetKey(), usageDate: '2026-10-01' })).not.toBe(
    book.resolve(sonnetKey()),
  );
  expect(book.resolve({ ...sonnetKey(), region: 'us-west-2' })).not.toBe(book.resolve(sonnetKey()));
  expect(book.resolve({ ...sonnetKey(), serviceTier: 'flex' })).not.toBe(book.resolve(sonnetKey()));
  expect(book.resolve({ ...sonnetKey(), requestSizeClass: 200_000 })).not.toBe(
    book.resolve(sonnetKey()),
  );
});
