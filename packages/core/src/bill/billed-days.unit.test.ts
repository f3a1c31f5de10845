import { expect, test } from 'vitest';

import { billedDays } from './billed-days.ts';

test('a day of which only credits or taxes are told is on the bill', () => {
  const adjusted = {
    TimePeriod: { Start: '2026-05-01', End: '2026-05-02' },
    Estimated: false,
    Groups: [
      {
        Keys: ['Amazon Bedrock', 'Credit'],
        Metrics: { UnblendedCost: { Amount: '-1.5E-7', Unit: 'USD' } },
      },
    ],
  };
  expect(billedDays([], [adjusted])).toEqual([
    {
      date: '2026-05-01',
      isEstimated: false,
      lines: [],
      adjustments: [{ service: 'Amazon Bedrock', recordType: 'Credit', billedUsd: '-0.00000015' }],
    },
  ]);
});
