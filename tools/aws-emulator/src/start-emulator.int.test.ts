import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
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

test('A process of its own serves the published example', async () => {
  const client = new CloudWatchLogsClient({
    endpoint: emulator.url,
    region: 'us-east-1',
    credentials: emulator.credentials('012345678091'),
  });
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
