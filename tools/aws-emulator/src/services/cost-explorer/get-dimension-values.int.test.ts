import {
  type CostExplorerClient,
  GetDimensionValuesCommand,
  type GetDimensionValuesCommandInput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import {
  accountId,
  clientOf,
  dimension,
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

describe('GetDimensionValues', () => {
  const services: GetDimensionValuesCommandInput = {
    TimePeriod: { Start: '2026-11-01', End: '2026-11-04' },
    Dimension: 'SERVICE',
  };

  it('lists the values of a dimension in the period', async () => {
    const { $metadata: _, ...answer } = await dimensionValues(services);
    expect(answer).toEqual({
      DimensionValues: [
        { Value: 'Amazon Bedrock', Attributes: {} },
        { Value: 'Claude Opus 5.5 (Amazon Bedrock Edition)', Attributes: {} },
        { Value: 'Tax', Attributes: {} },
      ],
      ReturnSize: 3,
      TotalSize: 3,
    });
  });

  it('searches without regard to case', async () => {
    expect(await valuesOf({ ...services, SearchString: 'bedrock' })).toEqual([
      'Amazon Bedrock',
      'Claude Opus 5.5 (Amazon Bedrock Edition)',
    ]);
  });

  it('names the unit of a usage type', async () => {
    const { DimensionValues } = await dimensionValues({
      ...services,
      Dimension: 'USAGE_TYPE',
      Filter: dimension('SERVICE', 'Amazon Bedrock'),
    });
    expect(DimensionValues).toEqual([
      { Value: 'USE1-NovaPro-input-tokens', Attributes: { unit: '1K tokens' } },
      { Value: 'USE1-NovaPro-output-tokens', Attributes: { unit: '1K tokens' } },
    ]);
  });

  it('gives a page at a time, and how many there are', async () => {
    const first = await dimensionValues({ ...services, MaxResults: 2 });
    expect(first).toMatchObject({ ReturnSize: 2, TotalSize: 3 });
    const second = await dimensionValues({
      ...services,
      MaxResults: 2,
      NextPageToken: first.NextPageToken,
    });
    expect(second).toMatchObject({ ReturnSize: 1, TotalSize: 3 });
    expect(second.NextPageToken).toBeUndefined();
  });

  it('sorts by cost', async () => {
    const sorted = {
      ...services,
      SortBy: [{ Key: 'UnblendedCost', SortOrder: 'DESCENDING' as const }],
    };
    expect(await valuesOf(sorted)).toEqual([
      'Claude Opus 5.5 (Amazon Bedrock Edition)',
      'Amazon Bedrock',
      'Tax',
    ]);
    await expect(dimensionValues({ ...sorted, SearchString: 'a' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });

  it.each<[string, Partial<GetDimensionValuesCommandInput>]>([
    ['an unknown dimension', { Dimension: 'PERSON' as 'SERVICE' }],
    ['a context of other operations', { Context: 'RESERVATIONS' }],
    ['a page of nothing', { MaxResults: 0 }],
    ['a period that ends before it begins', period('2026-11-04', '2026-11-01')],
  ])('refuses %s', async (_case, change) => {
    await expect(dimensionValues({ ...services, ...change })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

async function valuesOf(input: GetDimensionValuesCommandInput) {
  return (await dimensionValues(input)).DimensionValues?.map(({ Value }) => Value);
}

function dimensionValues(input: GetDimensionValuesCommandInput) {
  return client.send(new GetDimensionValuesCommand(input));
}
