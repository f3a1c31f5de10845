import { expect, test } from 'vitest';

import { canonicalDecimal, relativeDifference } from './decimal.ts';

test.each([
  ['3', '3'],
  ['3.30', '3.3'],
  ['1.1550000000000002', '1.155'],
  ['24.149999999999999', '24.15'],
  ['6e-05', '0.00006'],
  ['0', '0'],
  ['1000', '1000'],
  [0.0825, '0.0825'],
])('%s is %s', (figure, decimal) => {
  expect(canonicalDecimal(figure)).toBe(decimal);
});

test.each(['-1', 'free', 'NaN', 'Infinity'])('%s is no price', (figure) => {
  expect(() => canonicalDecimal(figure)).toThrow(`${figure} is not a price`);
});

test('a difference is relative to the smaller figure, and infinite to nothing', () => {
  expect(relativeDifference('11', '10')).toBeCloseTo(0.1, 12);
  expect(relativeDifference('10', '11')).toBeCloseTo(0.1, 12);
  expect(relativeDifference('0', '0')).toBe(0);
  expect(relativeDifference('0', '0.01')).toBe(Number.POSITIVE_INFINITY);
});
