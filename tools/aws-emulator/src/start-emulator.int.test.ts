import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishedExample } from './published-example.ts';
import { spawnEmulator } from './spawn-emulator.ts';
import type { SpawnedEmulator } from './spawn-emulator.ts';

let emulator: SpawnedEmulator;

beforeAll(async () => {
  emulator = await spawnEmulator({ config: publishedExample() });
});

afterAll(() => emulator.stop());

function clientOf({ url, credentials }: SpawnedEmulator): CloudWatchLogsClient {
  return new CloudWatchLogsClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: credentials('012345678091'),
  });
}

test('A process of its own serves the published example', async () => {
  const client = clientOf(emulator);
  const { logGroups } = await client.send(new DescribeLogGroupsCommand({}));
  expect(logGroups?.map(({ logGroupName }) => logGroupName)).toEqual([
    '/aws/bedrock/modelinvocations',
  ]);
  let events = 0;
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new FilterLogEventsCommand({ logGroupName: '/aws/bedrock/modelinvocations', nextToken }),
    );
    events += page.events?.length ?? 0;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  expect(events).toBe(13_060);
  expect(await emulator.control.requests({ operation: 'DescribeLogGroups' })).toMatchObject([
    { service: 'logs', accountId: '012345678091', region: 'us-east-1', status: 200, fault: null },
  ]);
});

test('A process that does not come up says why', async () => {
  const config = { accounts: [{ accountId: '1' }] };
  await expect(spawnEmulator({ config })).rejects.toThrow('accounts.0.accountId');
});

test('A stopped emulator leaves nothing behind, not even a query that runs', async () => {
  const own = await spawnEmulator({
    config: {
      ...publishedExample(),
      latency: { pageMs: 0, queryBaseMs: 60_000, queryBytesPerSecond: 1e9 },
    },
  });
  const client = clientOf(own);
  await client.send(
    new StartQueryCommand({
      logGroupName: '/aws/bedrock/modelinvocations',
      startTime: 0,
      endTime: Math.floor(Date.now() / 1000),
      queryString: 'stats count(*)',
    }),
  );
  await own.stop();
  expect(() => process.kill(own.pid, 0)).toThrow('ESRCH');
});
