import { expect, test } from 'vitest';

import { SpendError } from './errors.ts';

test('an error of another installed copy of the library is recognized', () => {
  const foreign = { [Symbol.for('bedrock-spend.SpendError')]: true, code: 'INVALID_QUERY' };

  expect(SpendError.isInstance(foreign)).toBe(true);
  expect(SpendError.isInstance(new SpendError('INVALID_QUERY', 'days must be at least 1'))).toBe(
    true,
  );
  expect(SpendError.isInstance(new Error('days must be at least 1'))).toBe(false);
  expect(SpendError.isInstance(null)).toBe(false);
});
