import { expect, test } from 'vitest';

import { closestName } from './closest-name.ts';

const names = ['id', 'input', 'output', 'region', 'cacheWrite5m', 'cacheWrite1h'];

test.each([
  ['inptu', 'input'],
  ['INPUT', 'input'],
  ['inputs', 'input'],
  ['nput', 'input'],
  ['reigon', 'region'],
  ['cachWrit1h', 'cacheWrite1h'],
])('%s was meant to be %s', (typed, meant) => {
  expect(closestName(typed, names)).toBe(meant);
});

test.each(['price', 'xx', '', 'tuptuo', 'input'.repeat(50)])(
  '%j was meant to be none of the names',
  (typed) => {
    expect(closestName(typed, names)).toBeNull();
  },
);

test('nothing is near where there are no names', () => {
  expect(closestName('input', [])).toBeNull();
});
