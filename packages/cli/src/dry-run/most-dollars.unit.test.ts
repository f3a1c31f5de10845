import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mostDollars } from './most-dollars.ts';

it.each([
  ['0', '$0.0000'],
  ['0.000451144623', '$0.0005'],
  ['0.0005', '$0.0005'],
  ['0.00050000', '$0.0005'],
  ['0.99995', '$1.0000'],
  ['12', '$12.0000'],
  ['1234.00000000001', '$1234.0001'],
])('%s dollars are at most %s', (costUsd, text) => {
  expect(mostDollars(costUsd)).toBe(text);
});

it('is never less than the cost, and never a ten-thousandth of a dollar more', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (picodollars) => {
      const digits = String(picodollars).padStart(13, '0');
      const shown = mostDollars(`${digits.slice(0, -12)}.${digits.slice(-12)}`);
      const most = BigInt(shown.replace(/[$.]/g, '')) * 10n ** 8n;
      expect(most >= picodollars && most - picodollars < 10n ** 8n).toBe(true);
    }),
  );
});
