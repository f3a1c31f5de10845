import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

import {
  publishedExample,
  secretArn,
  spawnEmulator,
  type CostRecord,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { spawnDynamodb } from '@bedrock-spend/aws-emulator/dynamodb';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { describe, expect, it, onTestFinished } from 'vitest';

import type { Features } from './features.ts';
import { operationActions } from './operation-actions.ts';
import { recordingProxy } from './recording-proxy.testing.ts';
import { statements } from './statements.ts';

const main = fileURLToPath(new URL('../../../packages/mcp-server/src/main.ts', import.meta.url));
const ownAccount = '012345678091';
const otherAccount = '222233334444';
const logGroup = '/aws/bedrock/modelinvocations';
const table = 'bedrock-spend-sessions';
const secretName = 'bedrock-spend';
const secretText = JSON.stringify({
  sessionKeys: `first:${Buffer.alloc(32, 'a key of a test').toString('base64')}`,
});
const window = { days: 2, until: '2025-04-22' };

const features: Features = {
  partition: 'aws',
  accountId: ownAccount,
  accounts: [],
  readerRoleName: 'BedrockSpendReader',
  regions: ['us-east-1'],
  logGroups: [logGroup],
  bill: true,
  sessionsTableArn: `arn:aws:dynamodb:us-east-1:${ownAccount}:table/${table}`,
  secretArn: secretArn({ region: 'us-east-1', accountId: ownAccount }, { name: secretName }),
  functionLogGroupArn: `arn:aws:logs:us-east-1:${ownAccount}:log-group:/aws/lambda/bedrock-spend`,
};

describe('the permissions of the role', { timeout: 60_000 }, () => {
  it.each([
    { title: 'one account and region, with the bill', asked: {} },
    { title: 'no bill', asked: { bill: false } },
    {
      title: 'another account, and all regions',
      asked: { accounts: [ownAccount, otherAccount], regions: 'all' as const },
    },
  ])('are those of the calls that a server makes, with $title', async ({ asked }) => {
    const configured = { ...features, ...asked };

    const called = await actionsOfServer(configured);

    expect(called).toEqual(actionsAllowed(configured));
  });
});

/** Without what the runtime does by itself. */
function actionsAllowed(configured: Features): string[] {
  return statements(configured)
    .filter(({ Sid }) => Sid !== 'WriteItsLog')
    .flatMap(({ Action }) => Action)
    .sort();
}

/** Has a server do all that it is configured for, and finds what its calls ask IAM for. */
async function actionsOfServer(configured: Features): Promise<string[]> {
  const aws = await spawnEmulator({ config: accounts(configured) });
  onTestFinished(() => aws.stop());
  const dynamodb = await spawnDynamodb();
  onTestFinished(() => dynamodb.stop());
  await dynamodb.createTable(table);
  const proxy = await recordingProxy(dynamodb.url);
  onTestFinished(() => proxy.close());

  const { accessKeyId, secretAccessKey } = aws.credentials(ownAccount);
  const url = await startServer(configured, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: proxy.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
  const client = await connect(url);
  await callEverything(client, configured);
  await giveUpOnReport(client, aws);

  const operations = [
    ...(await aws.control.requests()).map(({ service, operation }) => `${service}.${operation}`),
    ...[...proxy.operations].map((name) => name.replace(/^DynamoDB_\d+\./, 'dynamodb.')),
  ];
  const actions = operations.map((operation) => {
    const known = operationActions[operation as keyof typeof operationActions];
    return known === undefined ? `unknown: ${operation}` : known.action;
  });
  return [...new Set(actions.filter((action) => action !== null))].sort();
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}

async function callEverything(
  client: Client,
  { bill, accounts, regions }: Features,
): Promise<void> {
  const where = {
    ...(accounts.length > 0 && { aws_account_id: accounts.join(',') }),
    ...(regions === 'all' && { region: 'all' }),
  };
  const calls: [string, object][] = [
    ['bedrock-report', { ...where, ...window }],
    ['bedrock-logs', { ...where, ...window }],
    ['bedrock-setup', where],
    ...(bill ? ([['bedrock-bill', { days: 3 }]] as [string, object][]) : []),
  ];
  for (const [name, args] of calls) {
    const answer = await client.callTool({ name, arguments: { ...args } });
    expect(answer.isError, `${name}: ${JSON.stringify(answer.content)}`).not.toBe(true);
  }
}

/** A query that nobody waits for any more is stopped. */
async function giveUpOnReport(client: Client, aws: SpawnedEmulator): Promise<void> {
  const isAsked = async (operation: string) =>
    (await aws.control.requests({ service: 'logs', operation })).length > 0;
  await aws.control.setLatency({ pageMs: 0, queryBaseMs: 60_000, queryBytesPerSecond: 1e12 });
  const impatience = new AbortController();
  const call = client.callTool(
    { name: 'bedrock-report', arguments: { days: 3, until: '2025-04-20' } },
    undefined,
    { signal: impatience.signal },
  );
  const outcome = call.then(
    () => 'answered',
    () => 'given up',
  );
  setTimeout(() => impatience.abort(), 1500);
  expect(await outcome).toBe('given up');
  await expect.poll(() => isAsked('StopQuery'), { timeout: 10_000 }).toBe(true);
}

async function startServer(
  { bill, regions }: Features,
  environment: Record<string, string>,
): Promise<string> {
  const settings = {
    ...(regions !== 'all' && { allow: { regions } }),
    sessions: { table },
    ...(!bill && { limits: { paidRequestsPerDay: 0 } }),
  };
  const child = spawn(
    process.execPath,
    ['--conditions=@bedrock-spend/source', main, '--source', 'cloudwatch', '--port', '0'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...environment,
        AWS_REGION: 'us-east-1',
        HOME: tmpdir(),
        BEDROCK_SPEND_SERVER_SETTINGS: JSON.stringify(settings),
        BEDROCK_SPEND_SECRETS: features.secretArn,
        BEDROCK_SPEND_LOG_LEVEL: 'error',
      },
    },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return String(line).trim().split(' ').at(-1) ?? '';
}

function accounts({ accounts: names }: Features): EmulatorConfig {
  const {
    accounts: [own],
  } = publishedExample();
  const regions = own?.regions ?? {};
  const withProfile = {
    'us-east-1': {
      ...regions['us-east-1'],
      inferenceProfiles: [applicationProfile],
      secrets: [{ name: secretName, value: secretText }],
    },
  };
  const other = {
    accountId: otherAccount,
    roles: [{ name: features.readerRoleName, trustedAccounts: [ownAccount] }],
    regions,
  };
  return {
    accounts: [
      { accountId: ownAccount, regions: withProfile, costs: [billedYesterday()] },
      ...(names.length > 0 ? [other] : []),
    ],
  };
}

const applicationProfile = {
  inferenceProfileId: 'ab12cd34ef56',
  inferenceProfileArn: `arn:aws:bedrock:us-east-1:${ownAccount}:application-inference-profile/ab12cd34ef56`,
  inferenceProfileName: 'team-search',
  type: 'APPLICATION' as const,
  models: [
    {
      modelArn:
        'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-5-sonnet-20241022-v2:0',
    },
  ],
};

function billedYesterday(): CostRecord {
  return {
    day: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    service: 'Amazon Bedrock',
    usageType: 'USE1-Nova2.0Lite-input-tokens',
    amountUsd: '1.25',
    usageQuantity: '1000',
    unit: '1K tokens',
  };
}
