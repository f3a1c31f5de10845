import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  type GetCostAndUsageCommandInput,
  type GetCostAndUsageCommandOutput,
} from '@aws-sdk/client-cost-explorer';

import { bedrockCostRecords, type BilledUsage } from '../../bedrock-bill/bedrock-cost-records.ts';
import type { CostRecord, RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';

export const accountId = '111122223333';
export const linkedAccount = '444455556666';
/** Has no data yet. */
export const emptyAccount = '777788889999';
/** Has two lines on a page. */
export const pagedAccount = '888899990000';
const now = Date.parse('2026-11-22T12:00:00Z');

const nova: BilledUsage = {
  day: '2026-11-01',
  region: 'us-east-1',
  model: 'NovaPro',
  tokenKind: 'input',
  scope: 'in-region',
  billedBy: 'amazon-bedrock',
  tokens: 1_000_000,
  pricePerMillionUsd: '0.80',
};
const opus: BilledUsage = {
  ...nova,
  region: 'us-west-2',
  model: 'Claude Opus 5.5',
  tokenKind: 'output',
  scope: 'global',
  billedBy: 'marketplace',
  pricePerMillionUsd: '20',
  linkedAccount,
};
const tax: CostRecord = {
  day: '2026-11-01',
  service: 'Tax',
  usageType: 'NoUsageType',
  recordType: 'Tax',
  amountUsd: '0.1',
  usageQuantity: '0',
  unit: 'N/A',
  tags: { team: 'finance' },
};
const costs = [
  ...bedrockCostRecords([
    nova,
    { ...nova, tokenKind: 'output', pricePerMillionUsd: '3.20', tokens: 500_000 },
    opus,
    { ...nova, day: '2026-11-02', tokens: 1 },
    { ...nova, day: '2026-10-31', tokens: 2_000_000 },
    { ...nova, day: '2025-06-15', estimated: false },
  ]),
  tax,
];

/** An emulator whose clock stands at noon of 22 November 2026, with a bill of three days and of 2025. */
export async function startCostExplorer(): Promise<RunningEmulator> {
  const emulator = await startEmulator({
    config: {
      accounts: [
        { accountId, costs },
        { accountId: emptyAccount },
        { accountId: pagedAccount, costs, costPageSize: 2 },
      ],
    },
  });
  await emulator.control.setClock({ offsetMs: now - Date.now() });
  return emulator;
}

export const november: GetCostAndUsageCommandInput = {
  TimePeriod: { Start: '2026-11-01', End: '2026-11-04' },
  Granularity: 'DAILY',
  Metrics: ['UnblendedCost'],
};

export function dimension(
  Key: 'SERVICE' | 'REGION' | 'LINKED_ACCOUNT' | 'RECORD_TYPE',
  ...Values: string[]
) {
  return { Dimensions: { Key, Values } };
}

export function period(Start: string, End: string) {
  return { TimePeriod: { Start, End } };
}

export function clientOf(
  emulator: RunningEmulator,
  { accountId, region = 'us-east-1' }: { accountId: string; region?: string },
): CostExplorerClient {
  const credentials = emulator.credentials(accountId);
  return new CostExplorerClient({ endpoint: emulator.url, region, credentials });
}

/** Asks for page after page, as long as a token is given. */
export async function allPages(
  client: CostExplorerClient,
  input: GetCostAndUsageCommandInput,
): Promise<GetCostAndUsageCommandOutput[]> {
  const pages: GetCostAndUsageCommandOutput[] = [];
  let NextPageToken: string | undefined;
  do {
    const request = new GetCostAndUsageCommand({ ...input, NextPageToken });
    const page: GetCostAndUsageCommandOutput = await client.send(request);
    NextPageToken = page.NextPageToken;
    pages.push(page);
  } while (NextPageToken !== undefined);
  return pages;
}
