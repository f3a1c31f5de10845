import {
  type CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import {
  accountId,
  clientOf,
  dimension,
  linkedAccount,
  november,
  startCostExplorer,
} from './cost-explorer.testing.ts';

let emulator: RunningEmulator;
let client: CostExplorerClient;

beforeAll(async () => {
  emulator = await startCostExplorer();
  client = clientOf(emulator, { accountId });
});
afterAll(() => emulator.stop());

const byUsageType = [{ Type: 'DIMENSION' as const, Key: 'USAGE_TYPE' }];

describe('GetCostAndUsage', () => {
  it('gives the total of each day up to, not including, the end', async () => {
    const { ResultsByTime, GroupDefinitions } = await costAndUsage(november);
    expect(GroupDefinitions).toBeUndefined();
    expect(ResultsByTime).toEqual([
      day('2026-11-01', '2026-11-02', '22.5'),
      day('2026-11-02', '2026-11-03', '0.0000008'),
      day('2026-11-03', '2026-11-04', '0'),
    ]);
  });

  it('gives groups in place of totals, sorted by their keys', async () => {
    const { ResultsByTime, GroupDefinitions } = await costAndUsage({
      ...november,
      Metrics: ['UnblendedCost', 'UsageQuantity'],
      GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }, ...byUsageType],
    });
    expect(GroupDefinitions).toEqual([
      { Type: 'DIMENSION', Key: 'SERVICE' },
      { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
    ]);
    expect(ResultsByTime?.[0]).toEqual({
      TimePeriod: { Start: '2026-11-01', End: '2026-11-02' },
      Total: {},
      Estimated: true,
      Groups: [
        group(['Amazon Bedrock', 'USE1-NovaPro-input-tokens'], '0.8', ['1000', '1K tokens']),
        group(['Amazon Bedrock', 'USE1-NovaPro-output-tokens'], '1.6', ['500', '1K tokens']),
        group(
          [
            'Claude Opus 5.5 (Amazon Bedrock Edition)',
            'USW2-MP:USW2_OutputTokenCount_Global-Units',
          ],
          '20',
          ['1', 'Units'],
        ),
        group(['Tax', 'NoUsageType'], '0.1', ['0', 'N/A']),
      ],
    });
  });

  it('adds up units that differ without a unit, as AWS does', async () => {
    const { ResultsByTime } = await costAndUsage({ ...november, Metrics: ['UsageQuantity'] });
    expect(ResultsByTime?.[0]?.Total).toEqual({ UsageQuantity: { Amount: '1501', Unit: 'N/A' } });
  });

  it('cuts months at the period that was asked for, and tells open bills from closed ones', async () => {
    const { ResultsByTime } = await costAndUsage({
      ...november,
      Granularity: 'MONTHLY',
      TimePeriod: { Start: '2026-10-15', End: '2026-11-20' },
    });
    expect(
      ResultsByTime?.map(({ TimePeriod, Total, Estimated }) => [
        ...Object.values(TimePeriod ?? {}),
        Total?.['UnblendedCost']?.Amount,
        Estimated,
      ]),
    ).toEqual([
      ['2026-10-15', '2026-11-01', '1.6', false],
      ['2026-11-01', '2026-11-20', '22.5000008', true],
    ]);
  });

  it('gives hours of the last 14 days', async () => {
    const { ResultsByTime } = await costAndUsage({
      ...november,
      Granularity: 'HOURLY',
      TimePeriod: { Start: '2026-11-21T22:00:00Z', End: '2026-11-22T01:00:00Z' },
    });
    expect(ResultsByTime?.map(({ TimePeriod }) => TimePeriod?.Start)).toEqual([
      '2026-11-21T22:00:00Z',
      '2026-11-21T23:00:00Z',
      '2026-11-22T00:00:00Z',
    ]);
  });

  it.each<[string, GetCostAndUsageCommandInput['Filter'], string]>([
    ['one dimension', dimension('SERVICE', 'Amazon Bedrock'), '2.4'],
    ['several values', dimension('SERVICE', 'Amazon Bedrock', 'Tax'), '2.5'],
    ['a region', dimension('REGION', 'us-west-2'), '20'],
    ['a linked account', dimension('LINKED_ACCOUNT', linkedAccount), '20'],
    ['what is not so', { Not: dimension('RECORD_TYPE', 'Tax') }, '22.4'],
    ['both', { And: [dimension('RECORD_TYPE', 'Usage'), dimension('REGION', 'us-east-1')] }, '2.4'],
    ['either', { Or: [dimension('RECORD_TYPE', 'Tax'), dimension('REGION', 'us-west-2')] }, '20.1'],
    ['a tag', { Tags: { Key: 'team', Values: ['finance'] } }, '0.1'],
    ['an absent tag', { Tags: { Key: 'team', MatchOptions: ['ABSENT'] } }, '22.4'],
    ['a value that nothing has', dimension('SERVICE', 'amazon bedrock'), '0'],
  ])('filters by %s', async (_case, Filter, amount) => {
    const { ResultsByTime } = await costAndUsage({ ...november, Filter });
    expect(ResultsByTime?.[0]?.Total?.['UnblendedCost']?.Amount).toBe(amount);
  });

  it('groups by a tag, whose absence is a group too', async () => {
    const { ResultsByTime } = await costAndUsage({
      ...november,
      GroupBy: [{ Type: 'TAG', Key: 'team' }],
    });
    expect(ResultsByTime?.[0]?.Groups?.map(({ Keys }) => Keys)).toEqual([
      ['team$'],
      ['team$finance'],
    ]);
  });
});

function costAndUsage(input: GetCostAndUsageCommandInput) {
  return client.send(new GetCostAndUsageCommand(input));
}

function day(Start: string, End: string, Amount: string) {
  const Total = { UnblendedCost: { Amount, Unit: 'USD' } };
  return { TimePeriod: { Start, End }, Total, Groups: [], Estimated: true };
}

function group(Keys: string[], Amount: string, [quantity, unit]: [string, string]) {
  const UnblendedCost = { Amount, Unit: 'USD' };
  return { Keys, Metrics: { UnblendedCost, UsageQuantity: { Amount: quantity, Unit: unit } } };
}
