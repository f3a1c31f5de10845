import {
  type CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type GetCostAndUsageCommandOutput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import {
  accountId,
  allPages,
  clientOf,
  dimension,
  emptyAccount,
  november,
  pagedAccount,
  period,
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
  it.each<[string, Partial<GetCostAndUsageCommandInput>, string]>([
    ['a start at the end', period('2026-11-02', '2026-11-02'), 'should be before end date'],
    [
      'an end too far ahead',
      period('2026-11-01', '2026-12-02'),
      'end date past the beginning of next month',
    ],
    [
      'a start in the future',
      period('2026-11-23', '2026-11-24'),
      'start date is after the current date',
    ],
    [
      'a day that does not exist',
      period('2026-02-30', '2026-03-02'),
      'Start time 2026-02-30 is invalid',
    ],
    [
      'a time where days are asked for',
      period('2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z'),
      'Valid format is: yyyy-MM-dd.',
    ],
    [
      'hours that are too old',
      { ...period('2026-11-07T00:00:00Z', '2026-11-08T00:00:00Z'), Granularity: 'HOURLY' },
      'start date is too old for hourly',
    ],
    [
      'an old period that begins within a month',
      period('2025-06-02', '2026-11-01'),
      'your start date needs to be the first day of the month',
    ],
    ['old data by day', period('2025-06-01', '2026-11-01'), 'by month only'],
    ['no metrics', { Metrics: undefined }, "Value null at 'metrics'"],
    ['an unknown metric', { Metrics: ['Cost'] }, 'Metrics Cost is invalid'],
    [
      'three groups',
      { GroupBy: [...byUsageType, ...byUsageType, ...byUsageType] },
      'Only two values for GroupBy are allowed',
    ],
    [
      'an unknown dimension to group by',
      { GroupBy: [{ Type: 'DIMENSION', Key: 'PERSON' }] },
      'Group Definition dimension is invalid',
    ],
    [
      'an unknown granularity',
      { Granularity: 'WEEKLY' as 'DAILY' },
      "Value 'WEEKLY' at 'granularity'",
    ],
    [
      'a filter with two roots',
      { Filter: { ...dimension('SERVICE', 'Tax'), Not: dimension('SERVICE', 'Tax') } },
      'Expression has more than one roots',
    ],
    ['a filter without a root', { Filter: {} }, 'Expression has no root'],
    ['an And of one', { Filter: { And: [dimension('SERVICE', 'Tax')] } }, 'at least two operands'],
    ['a filter without values', { Filter: dimension('SERVICE') }, 'at least one value'],
    [
      'a match option of other operations',
      {
        Filter: { Dimensions: { Key: 'SERVICE', Values: ['Tax'], MatchOptions: ['STARTS_WITH'] } },
      },
      "Value 'STARTS_WITH' at 'filter.matchOptions'",
    ],
  ])('refuses %s', async (_case, change, message) => {
    const input = { ...november, ...change };
    await expect(costAndUsage(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('gives whole months of up to 38 months ago', async () => {
    const MONTHLY = { ...november, Granularity: 'MONTHLY' as const };
    const { ResultsByTime } = await costAndUsage({
      ...MONTHLY,
      ...period('2025-06-01', '2025-07-01'),
    });
    expect(ResultsByTime?.[0]).toMatchObject({
      Total: { UnblendedCost: { Amount: '0.8' } },
      Estimated: false,
    });
    await expect(
      costAndUsage({ ...MONTHLY, ...period('2023-08-01', '2023-10-01') }),
    ).rejects.toMatchObject({ name: 'BillExpirationException' });
  });

  it('has no data for an account that has nothing yet', async () => {
    await expect(
      clientOf(emulator, { accountId: emptyAccount }).send(new GetCostAndUsageCommand(november)),
    ).rejects.toMatchObject({ name: 'DataUnavailableException' });
  });

  it('gives every group once over all pages, a period cut at the end of a page', async () => {
    const request = { ...november, GroupBy: byUsageType };
    const pages = await allPages(clientOf(emulator, { accountId: pagedAccount }), request);
    const keys = pages.map((page) =>
      page.ResultsByTime?.map(({ TimePeriod, Groups }) => [TimePeriod?.Start, Groups?.length]),
    );
    expect(keys).toEqual([
      [['2026-11-01', 2]],
      [['2026-11-01', 2]],
      [
        ['2026-11-02', 1],
        ['2026-11-03', 0],
      ],
    ]);
    expect(groupsOf(pages)).toEqual(groupsOf([await costAndUsage(request)]));
  });

  it('refuses a token that it did not give, and a request that changed between pages', async () => {
    const paged = clientOf(emulator, { accountId: pagedAccount });
    const request = { ...november, GroupBy: byUsageType };
    await expect(
      paged.send(new GetCostAndUsageCommand({ ...request, NextPageToken: 'garbage' })),
    ).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    const { NextPageToken } = await paged.send(new GetCostAndUsageCommand(request));
    await expect(
      paged.send(new GetCostAndUsageCommand({ ...november, NextPageToken })),
    ).rejects.toMatchObject({ name: 'RequestChangedException' });
  });

  it('is signed for us-east-1 only', async () => {
    const abroad = clientOf(emulator, { accountId, region: 'eu-west-1' });
    await expect(abroad.send(new GetCostAndUsageCommand(november))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
  });
});

function costAndUsage(input: GetCostAndUsageCommandInput) {
  return client.send(new GetCostAndUsageCommand(input));
}

function groupsOf(answers: readonly GetCostAndUsageCommandOutput[]) {
  return answers.flatMap(({ ResultsByTime }) =>
    ResultsByTime?.flatMap(({ Groups }) => Groups ?? []),
  );
}
