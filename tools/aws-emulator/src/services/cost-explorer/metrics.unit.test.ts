import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { metricOf, metricsOf } from './metrics.ts';

// Hundred-millionths of a dollar, which binary floats do not add up exactly.
const hundredMillionths = fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }));

describe('Metrics', () => {
  it('are exact sums of decimal strings', () => {
    fc.assert(
      fc.property(hundredMillionths, (amounts) => {
        const records = amounts.map((amount) => record(decimal(amount)));
        const total = amounts.reduce((sum, amount) => sum + amount, 0n);
        const { Amount } = metricOf(records, 'UnblendedCost');
        expect(Amount).not.toMatch(/e/i);
        expect(toHundredMillionths(Amount)).toBe(total);
      }),
    );
  });

  it('have a unit only where all records have the same', () => {
    const [first, second] = [record('1'), { ...record('1'), unit: 'Units' }];
    expect(metricOf([first, first], 'UsageQuantity').Unit).toBe('1K tokens');
    expect(metricOf([first, second], 'UsageQuantity').Unit).toBe('N/A');
  });

  it('of no record are 0', () => {
    expect(metricsOf([], ['UnblendedCost', 'UsageQuantity'])).toEqual({
      UnblendedCost: { Amount: '0', Unit: 'USD' },
      UsageQuantity: { Amount: '0', Unit: 'N/A' },
    });
  });
});

function record(amountUsd: string) {
  const [day, service, usageType] = ['2026-11-01', 'Amazon Bedrock', 'USE1-NovaPro-input-tokens'];
  return { day, service, usageType, amountUsd, usageQuantity: '1', unit: '1K tokens' };
}

function decimal(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(9, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`;
}

function toHundredMillionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const amount = BigInt(whole + fraction.padEnd(8, '0'));
  return text.startsWith('-') ? -amount : amount;
}
