import { expect, test } from 'vitest';
import { spreadOf } from './spread.ts';

test('the median of an odd number of figures is the one in the middle', () => {
  expect(spreadOf([3, 1, 10])).toEqual({ median: 3, min: 1, max: 10 });
});

test('the median of an even number of figures lies between the two in the middle', () => {
  expect(spreadOf([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9 });
});

test('no figures have no median', () => {
  expect(() => spreadOf([])).toThrow('Nothing was measured.');
});
