import { expect, test } from 'vitest';

import { closestKey } from './closest-key.ts';

const keys = ['id', 'input', 'output', 'region', 'cacheWrite5m', 'cacheWrite1h'];

test.each([
  ['inptu', 'input'],
  ['niput', 'input'],
  ['INPUT', 'input'],
  ['inputs', 'input'],
  ['nput', 'input'],
  ['uotptu', 'output'],
  ['reigon', 'region'],
  ['cachWrit1h', 'cacheWrite1h'],
  ['di', 'id'],
])('%s was meant to be %s', (typed, meant) => {
  expect(closestKey(typed, keys)).toBe(meant);
});

test.each(['price', 'nptui', 'xx', '', 'tuptuo'])(
  '%j was meant to be none of the keys',
  (typed) => {
    expect(closestKey(typed, keys)).toBeNull();
  },
);

test('nothing is near where there are no keys', () => {
  expect(closestKey('input', [])).toBeNull();
});
