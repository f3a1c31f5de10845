import { expect, test } from 'vitest';

import { parseFilters } from './parse-filters.ts';

test('conditions on one dimension are alternatives, and a value may hold = and commas', () => {
  expect(
    parseFilters(['region=us-east-1', 'model!=a,b', 'region=eu-west-1', 'requestMetadata.q=x=y']),
  ).toEqual([
    { dimension: 'region', values: ['us-east-1', 'eu-west-1'], negated: false },
    { dimension: 'model', values: ['a,b'], negated: true },
    { dimension: 'requestMetadata.q', values: ['x=y'], negated: false },
  ]);
});

test.each(['region', 'region=', 'region==us-east-1', '=us-east-1', '!=x', ''])(
  '%j is refused',
  (condition) => {
    expect(() => parseFilters([condition])).toThrow(
      `Write a condition as dimension=value or dimension!=value, not ${JSON.stringify(condition)}.`,
    );
  },
);
