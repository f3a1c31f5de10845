import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';
import { jsonCall } from './signed-fetch.testing.ts';

const accountId = '111122223333';
const request = {
  TimePeriod: { Start: '2026-10-01', End: '2026-10-02' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost', 'UsageQuantity'],
};

let emulator: RunningEmulator;

beforeAll(async () => {
  const record = { day: '2026-10-01', service: 'Amazon Bedrock Service', unit: '1K tokens' };
  const costs = [
    {
      ...record,
      usageType: 'USE1-Claude4.6Opus-input-tokens-cross-region-global',
      amountUsd: '0.1',
      usageQuantity: '20',
    },
    {
      ...record,
      usageType: 'USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global',
      amountUsd: '0.2000000001',
      usageQuantity: '400.5',
    },
  ];
  emulator = await startEmulator({ config: { accounts: [{ accountId, costs }] } });
  await emulator.control.setClock({ offsetMs: Date.parse('2026-11-22T12:00:00Z') - Date.now() });
});
afterAll(() => emulator.stop());

describe('Cost Explorer on the wire', () => {
  it('answers GetCostAndUsage without groups with totals, amounts as decimal strings', async () => {
    expect(await ask('GetCostAndUsage', request)).toEqual({
      ResultsByTime: [
        {
          TimePeriod: { Start: '2026-10-01', End: '2026-10-02' },
          Total: {
            UnblendedCost: { Amount: '0.3000000001', Unit: 'USD' },
            UsageQuantity: { Amount: '420.5', Unit: '1K tokens' },
          },
          Groups: [],
          Estimated: false,
        },
      ],
      DimensionValueAttributes: [],
    });
  });

  it('answers GetCostAndUsage with groups and an empty total', async () => {
    const GroupBy = [{ Type: 'DIMENSION', Key: 'USAGE_TYPE' }];
    const Metrics = ['UnblendedCost'];
    expect(await ask('GetCostAndUsage', { ...request, Metrics, GroupBy })).toEqual({
      GroupDefinitions: GroupBy,
      ResultsByTime: [
        {
          TimePeriod: { Start: '2026-10-01', End: '2026-10-02' },
          Total: {},
          Groups: [
            {
              Keys: ['USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global'],
              Metrics: { UnblendedCost: { Amount: '0.2000000001', Unit: 'USD' } },
            },
            {
              Keys: ['USE1-Claude4.6Opus-input-tokens-cross-region-global'],
              Metrics: { UnblendedCost: { Amount: '0.1', Unit: 'USD' } },
            },
          ],
          Estimated: false,
        },
      ],
      DimensionValueAttributes: [],
    });
  });

  it('answers GetDimensionValues with both sizes as numbers', async () => {
    const { TimePeriod } = request;
    expect(await ask('GetDimensionValues', { TimePeriod, Dimension: 'SERVICE' })).toEqual({
      DimensionValues: [{ Value: 'Amazon Bedrock Service', Attributes: {} }],
      ReturnSize: 1,
      TotalSize: 1,
    });
  });

  it('answers a refusal with its type and the status 400', async () => {
    const { status, body } = await call('GetCostAndUsage', {
      ...request,
      TimePeriod: { Start: '2026-10-01', End: '2026-10-01' },
    });
    expect([status, JSON.parse(body)]).toEqual([
      400,
      {
        __type: 'ValidationException',
        message: 'Start date (and hour) should be before end date (and hour)',
      },
    ]);
  });

  it('knows only the operations that it has', async () => {
    const { status, body } = await call('GetCostForecast', {});
    expect([status, JSON.parse(body).__type]).toEqual([400, 'UnknownOperationException']);
  });
});

async function ask(operation: string, input: object): Promise<unknown> {
  const { status, headers, body } = await call(operation, input);
  expect([status, headers['content-type']]).toEqual([200, 'application/x-amz-json-1.1']);
  return JSON.parse(body);
}

function call(operation: string, input: object) {
  return jsonCall(emulator.url, {
    service: 'ce',
    credentials: emulator.credentials(accountId),
    target: `AWSInsightsIndexService.${operation}`,
    input,
  });
}
