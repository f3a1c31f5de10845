import { expect, test } from 'vitest';

import { costExplorerReader } from './cost-explorer-reader.ts';
import { emulatedAws, ownAccount } from '../emulated-aws.testing.ts';
import { memoryStore } from '../cache/memory-store.ts';

const aws = emulatedAws({ accounts: [{ accountId: ownAccount }] });
const dayMs = 86_400_000;
// The emulator, like AWS, goes by the clock.
const now = new Date();
const date = new Date(now.getTime() - 40 * dayMs).toISOString().slice(0, 10);

function setCost(service: string): Promise<void> {
  const usage = { usageType: 'USE1-NovaLite-input-tokens', usageQuantity: '1', unit: '1K tokens' };
  const costs = [{ day: date, service, ...usage, amountUsd: '7', estimated: false }];
  return aws.control.setCosts({ accountId: ownAccount, costs });
}

test('a day without Bedrock is asked for again: AWS did not say that it is final', async () => {
  const reader = costExplorerReader({ cache: memoryStore().bill });
  const request = { since: date, until: date, accounts: [], regions: [], now };
  await setCost('Amazon Simple Storage Service');
  expect(await reader.read(request)).toMatchObject({ services: [], requests: 1 });
  await setCost('Amazon Bedrock');
  expect(await reader.read(request)).toMatchObject({
    services: ['Amazon Bedrock'],
    days: [{ date, lines: [{ billedUsd: '7' }] }],
    cachedDays: 0,
  });
});
