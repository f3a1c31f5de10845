import { Big } from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createMoneyScale } from './money-scale.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => new Big(digits.toString()).times(new Big(10).pow(-places)).toFixed());

test('Amounts of any size add up as decimals do', () => {
  fc.assert(
    fc.property(fc.array(decimal), (amounts) => {
      const money = createMoneyScale();
      const units = amounts.reduce((sum, amount) => sum + money.units(amount), 0n);
      const expected = amounts.reduce((sum, amount) => sum.plus(amount), new Big(0));
      expect(money.amount(units)).toBe(expected.toFixed());
    }),
  );
});

test('Amounts without decimals keep their size beside amounts with some', () => {
  const money = createMoneyScale();
  const units = ['3', '0.5', '10', '10'].map((amount) => money.units(amount));
  expect(money.amount(units.reduce((sum, unit) => sum + unit))).toBe('23.5');
  expect(money.amount(0n)).toBe('0');
});

test('An amount finer than any price is refused, not rounded', () => {
  const finest = `0.${'0'.repeat(23)}1`;
  const money = createMoneyScale();
  expect(money.amount(money.units(finest))).toBe(finest);
  expect(() => money.units(`${finest}5`)).toThrow('more than 24 decimals');
});
