import { type CostExplorerClient, GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import { Big } from 'big.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CostRecord, RunningEmulator } from '../../index.ts';
import {
  allPages,
  clientOf,
  november,
  pagedAccount,
  startCostExplorer,
} from './cost-explorer.testing.ts';

let emulator: RunningEmulator;
let client: CostExplorerClient;

beforeAll(async () => {
  emulator = await startCostExplorer();
  client = clientOf(emulator, { accountId: pagedAccount });
});
afterAll(() => emulator.stop());

const records: fc.Arbitrary<CostRecord[]> = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 3 }).map((day) => `2026-11-0${day}`),
    service: fc.constantFrom('Amazon Bedrock', 'Amazon Bedrock Service', 'Tax'),
    usageType: fc.constantFrom('USE1-NovaPro-input-tokens', 'USW2-NovaPro-input-tokens'),
    amountUsd: fc
      .integer({ min: -9_999_999, max: 9_999_999 })
      .map((number) => `${number}e-7`)
      .map(plain),
    usageQuantity: fc.nat({ max: 1000 }).map(String),
    unit: fc.constant('1K tokens'),
  }),
  { minLength: 1, maxLength: 12 },
);

describe('A bill', () => {
  it('balances, however it is grouped, cut and paged', async () => {
    await fc.assert(
      fc.asyncProperty(records, async (costs) => {
        await emulator.control.setCosts({ accountId: pagedAccount, costs });
        const expected = sum(costs.map(({ amountUsd }) => amountUsd));
        const month = await client.send(
          new GetCostAndUsageCommand({ ...november, Granularity: 'MONTHLY' }),
        );
        expect(month.ResultsByTime?.[0]?.Total?.['UnblendedCost']?.Amount).toBe(expected);

        const GroupBy = ['SERVICE', 'USAGE_TYPE'].map((Key) => ({
          Type: 'DIMENSION' as const,
          Key,
        }));
        const pages = await allPages(client, { ...november, GroupBy });
        const groups = pages
          .flatMap(({ ResultsByTime = [] }) => ResultsByTime)
          .flatMap(({ Groups = [] }) => Groups);
        expect(sum(groups.map(({ Metrics }) => Metrics?.['UnblendedCost']?.Amount ?? ''))).toBe(
          expected,
        );
      }),
      { numRuns: 25 },
    );
  });
});

function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => total.plus(amount), new Big(0)).toFixed();
}

function plain(amount: string): string {
  return new Big(amount).toFixed();
}
