import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { costTable, costUsd, monthUsd } from './cost-table.ts';
import { unitPrices, type PricedUnit } from './unit-prices.ts';

const idle = { calls: 0, memoryMb: 2048, alarms: 0, metrics: 6 };

describe('what a month of the server costs', () => {
  it('is the secret and the image alone where nobody calls and nothing is watched', () => {
    expect(monthUsd(idle).toString()).toBe('0.43');
  });

  it('is exact, whatever is counted', () => {
    expect(costUsd('lambdaGigabyteSeconds', 600_300).toString()).toBe('10.00502001');
    expect(costUsd('apiRequests', 115_000).toString()).toBe('0.4025');
  });

  it('grows with calls, alarms and memory', () => {
    const months = fc.record({
      calls: fc.nat(10_000_000),
      memoryMb: fc.integer({ min: 128, max: 10_240 }),
      alarms: fc.nat(20),
      metrics: fc.nat(20),
    });
    fc.assert(
      fc.property(months, fc.integer({ min: 1, max: 1000 }), (month, more) => {
        const cost = monthUsd(month);
        expect(monthUsd({ ...month, calls: month.calls + more }).gt(cost)).toBe(true);
        expect(monthUsd({ ...month, alarms: month.alarms + more }).gt(cost)).toBe(true);
        expect(monthUsd({ ...month, memoryMb: month.memoryMb + more }).gte(cost)).toBe(true);
      }),
    );
  });

  it('is a table with one row for each price, its source, and the sum of each month', () => {
    const lines = costTable({ idle, busy: { ...idle, calls: 100_000 } }).split('\n');

    expect(lines).toHaveLength(Object.keys(unitPrices).length + 3);
    expect(lines.slice(2, -1).every((line) => line.includes('](https://aws.amazon.com/'))).toBe(
      true,
    );
    expect(lines.at(-1)).toBe(
      `| in all |  | $0.43 | $${monthUsd({ ...idle, calls: 100_000 }).toFixed(2)} |`,
    );
  });

  it.each(Object.keys(unitPrices) as PricedUnit[])('has a price above nothing for %s', (unit) => {
    expect(costUsd(unit, 1).gt(0)).toBe(true);
  });
});
