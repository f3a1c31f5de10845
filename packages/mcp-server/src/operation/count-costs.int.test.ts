import {
  publishedExample,
  type CostRecord,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { scanCost } from '@bedrock-spend/core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { emulatedAws } from '../aws-server.testing.ts';
import { readCommandLine } from '../command-line.ts';
import { openSource } from '../open-source.ts';
import { testClient, testServer } from '../test-server.testing.ts';

const day = new Date(Date.now() - 5 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
const cost: CostRecord = {
  day,
  service: 'Amazon Bedrock',
  usageType: 'USE1-NovaPro-input-tokens',
  recordType: 'Usage',
  amountUsd: '0.8',
  usageQuantity: '1000',
  unit: '1K tokens',
};

let aws: SpawnedEmulator;

beforeAll(async () => {
  const { accounts } = publishedExample();
  aws = await emulatedAws({ accounts: accounts.map((account) => ({ ...account, costs: [cost] })) });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

it('counts the bytes that AWS has scanned and the requests that were paid for', async () => {
  const command = readCommandLine(['--source', 'cloudwatch'], {});
  if (command.kind !== 'serve') throw new Error('The words ask for something else.');
  const server = await testServer(await openSource(command.source));
  const client = await testClient(server);

  const report = await client.callTool({
    name: 'bedrock-report',
    arguments: { days: 17, until: '2025-04-22', region: 'us-east-1' },
  });
  await client.callTool({
    name: 'bedrock-bill',
    arguments: { since: day, until: day, estimate: false },
  });

  const metrics = await (await fetch(new URL('/metrics', server.url))).text();
  const scannedBytes = Number(/^bedrock_spend_scanned_bytes_total (\d+)$/m.exec(metrics)?.[1]);
  expect(scannedBytes).toBeGreaterThan(0);
  expect(report.structuredContent).toMatchObject({ queryCost: scanCost(scannedBytes) });
  const paid = await aws.control.requests({ service: 'ce' });
  expect(paid.length).toBeGreaterThan(1);
  expect(metrics).toContain(`bedrock_spend_paid_requests_total ${paid.length}\n`);
});
