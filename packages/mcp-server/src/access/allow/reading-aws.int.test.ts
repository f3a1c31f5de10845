import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import {
  publishedExample,
  type EmulatorConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { bedrockCostRecords } from '@bedrock-spend/aws-emulator/bedrock-bill';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { clientOfAws, emulatedAws, publishedAccount, textOf } from '../../aws-server.testing.ts';
import type { AllowList } from './allow-list.ts';

const otherAllowed = '222222222222';
const forbiddenAccount = '333333333333';
const usual = '/aws/bedrock/modelinvocations';
const forbiddenGroup = '/private/payroll';
const allow: AllowList = {
  accounts: [publishedAccount, otherAllowed],
  regions: ['us-east-1'],
  logGroups: ['/aws/bedrock/*'],
};
const recordsPath = new URL(
  '../../../../core/fixtures/published-example.ndjson.gz',
  import.meta.url,
);
const window = { days: 17, until: '2025-04-22' };

let aws: SpawnedEmulator;

beforeAll(async () => {
  aws = await emulatedAws(threeAccounts());
  await logCall({ accountId: publishedAccount, region: 'eu-west-1' });
  await logCall({ accountId: forbiddenAccount, region: 'us-east-1' });
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
});

beforeEach(() => aws.control.clearRequests());

/** Ways to name what is not allowed, as arguments of every tool that reads logs. */
const beyond: Record<string, Record<string, unknown>> = {
  'another region': { region: 'eu-west-1' },
  'another region in a list': { region: ['us-east-1', 'eu-west-1'] },
  'another region in one text': { region: 'us-east-1,eu-west-1' },
  'another region between spaces': { region: '  eu-west-1 ' },
  'another region in capitals': { region: 'EU-WEST-1' },
  'all regions beside one': { region: 'all,eu-west-1' },
  'another account': { aws_account_id: forbiddenAccount },
  'another account as a number': { aws_account_id: Number(forbiddenAccount) },
  'another account in a list': { aws_account_id: [publishedAccount, forbiddenAccount] },
  'another account in one text': { aws_account_id: `${publishedAccount}, ${forbiddenAccount}` },
  'the role of another account': {
    aws_account_id: `arn:aws:iam::${forbiddenAccount}:role/BedrockSpendReader`,
  },
  'another log group': { log_group_name: forbiddenGroup },
  'another log group in a list': { log_group_name: [usual, forbiddenGroup] },
  'another log group in one text': { log_group_name: `${usual},${forbiddenGroup}` },
  'another log group behind dots': { log_group_name: '/aws/bedrock/../../private/payroll' },
  'the ARN of another log group': {
    log_group_name: `arn:aws:logs:us-east-1:${publishedAccount}:log-group:${forbiddenGroup}`,
  },
  'the ARN of an allowed log group elsewhere': {
    log_group_name: `arn:aws:logs:eu-west-1:${forbiddenAccount}:log-group:${usual}:*`,
  },
  'a wildcard': { log_group_name: '/aws/bedrock/*' },
  'a log group in capitals': { log_group_name: '/AWS/BEDROCK/modelinvocations' },
  'a log group with a line break': { log_group_name: `${usual}\n${forbiddenGroup}` },
};

const filters: Record<string, Record<string, unknown>> = {
  'a filter on another region': { where: 'region=eu-west-1' },
  'a filter on another account': { where: [`account=${forbiddenAccount}`] },
  'a filter that leaves an other account out': { where: `account!=${forbiddenAccount}` },
};

describe.each(['bedrock-report', 'bedrock-logs', 'bedrock-daily-spend'])('%s', (name) => {
  it.each(Object.entries({ ...beyond, ...filters }))(
    'refuses %s, and asks AWS nothing',
    async (_what, asked) => {
      const client = await restricted();

      const answer = await client.callTool({ name, arguments: { ...window, ...asked } });

      expect(answer.isError).toBe(true);
      expect(textOf(answer)).toMatch(/^(This server may not read|Give (?:an?|the)) [^\n]+$/);
      expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
    },
  );
});

describe('bedrock-setup', () => {
  it.each(Object.entries(beyond))('refuses %s, and asks AWS nothing', async (_what, asked) => {
    const client = await restricted();

    const answer = await client.callTool({ name: 'bedrock-setup', arguments: asked });

    expect(answer.isError).toBe(true);
    expect(textOf(answer)).toMatch(/^(This server may not read|Give (?:an?|the)) [^\n]+$/);
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  });

  it('checks what is allowed where nothing is named', async () => {
    const client = await restricted();

    const answer = await client.callTool({ name: 'bedrock-setup', arguments: { region: 'all' } });

    const { accounts } = answer.structuredContent as {
      accounts: { accountId: string; regions: { region: string }[] }[];
    };
    expect(accounts.map(({ accountId }) => accountId)).toEqual([publishedAccount, otherAllowed]);
    expect(accounts[0]?.regions.map(({ region }) => region)).toEqual(['us-east-1']);
  });
});

describe('bedrock-bill', () => {
  const asked = { days: 10, estimate: false };

  it.each([
    ['another region', { region: 'eu-west-1' }],
    ['another account', { aws_account_id: forbiddenAccount }],
  ])('refuses %s, and pays for nothing', async (_what, beyondAllowed) => {
    const client = await restricted();

    const answer = await client.callTool({
      name: 'bedrock-bill',
      arguments: { ...asked, ...beyondAllowed },
    });

    expect(textOf(answer)).toMatch(/^This server may not read /);
    expect(await aws.control.requests({ service: 'ce' })).toEqual([]);
  });

  it('asks Cost Explorer for no more than is allowed where nothing is named', async () => {
    const client = await restricted();

    const answer = await client.callTool({ name: 'bedrock-bill', arguments: asked });

    expect(answer.structuredContent).toMatchObject({
      services: [{ name: 'Amazon Bedrock', billedUsd: '0.8' }],
    });
    const requests = await aws.control.requests({ service: 'ce' });
    expect(requests).toHaveLength(3);
    for (const { input } of requests) {
      const filter = JSON.stringify(input['Filter']);
      expect(filter).toContain(
        `"LINKED_ACCOUNT","Values":["${publishedAccount}","${otherAllowed}"]`,
      );
      expect(filter).toContain('"REGION","Values":["us-east-1"]');
    }
  });

  it('is not offered where only log groups are allowed, and says why', async () => {
    const client = await restricted({ logGroups: [usual] });

    const { tools } = await client.listTools();

    expect(tools.map(({ name }) => name)).not.toContain('bedrock-bill');
    await expect(client.callTool({ name: 'bedrock-bill', arguments: {} })).rejects.toThrow(
      /cannot be reduced to the log groups/,
    );
  });
});

describe('a report', () => {
  it('of all regions is of those that are allowed', async () => {
    const client = await restricted();

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...window, region: 'all' },
    });

    expect(answer.structuredContent).toMatchObject({ totals: { requests: 26_120 } });
    expect(await placesAsked()).toEqual([
      `${publishedAccount} us-east-1`,
      `${otherAllowed} us-east-1`,
    ]);
  });

  it('leaves out calls of accounts that are not allowed, though an allowed log group holds them', async () => {
    // The records of each of the log groups are of the published account.
    const client = await restricted({ accounts: [otherAllowed] });

    const answer = await client.callTool({ name: 'bedrock-report', arguments: window });

    expect(answer.isError).toBeUndefined();
    expect(answer.structuredContent).toMatchObject({ totals: { requests: 0 } });
    expect(await placesAsked()).toEqual([`${otherAllowed} us-east-1`]);
  });

  it('as a resource is refused beyond what is allowed', async () => {
    const client = await restricted();

    await expect(
      client.readResource({ uri: 'bedrock-spend://report/eu-west-1/7' }),
    ).rejects.toThrow(/may not read region eu-west-1; it reads us-east-1/);
    expect(await aws.control.requests({ service: 'logs' })).toEqual([]);
  });

  it('needs a log group by name where only beginnings of others are allowed', async () => {
    const client = await restricted({ logGroups: ['/private/*'] });

    const unnamed = await client.callTool({ name: 'bedrock-report', arguments: window });
    const named = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...window, region: 'us-east-1', log_group_name: forbiddenGroup },
    });

    expect(textOf(unnamed)).toMatch(/^Name a log group with log_group_name/);
    expect(named.structuredContent).toMatchObject({ totals: { requests: 13_060 } });
  });

  it.each([
    ['another region', 1],
    ['another account', 1],
    ['another log group', 13_060],
  ])('reads %s where there is no allow-list', async (what, requests) => {
    const client = await clientOfAws(['--region', 'us-east-1']);
    const asked = beyond[what];

    const answer = await client.callTool({
      name: 'bedrock-report',
      arguments: { ...window, ...asked },
    });

    expect(answer.structuredContent).toMatchObject({ totals: { requests } });
  });

  it('never makes the server ask AWS beyond the list, whatever the arguments', async () => {
    const client = await restricted();
    const regions = usually('us-east-1', 'eu-west-1', 'all', ' US-EAST-1', 'us-east-1,', '');
    const accounts = usually(publishedAccount, otherAllowed, forbiddenAccount, '', 'all');
    const groups = usually(usual, forbiddenGroup, '/aws/bedrock/x', '/aws/bedrock/../x', '*');
    const asked = fc.record(
      {
        region: oneOrMore(regions),
        aws_account_id: oneOrMore(accounts),
        log_group_name: oneOrMore(groups),
        where: fc.constantFrom('region=eu-west-1', 'region!=us-east-1', 'account=333333333333'),
      },
      { requiredKeys: [] },
    );

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('bedrock-report', 'bedrock-logs', 'bedrock-setup', 'bedrock-bill'),
        asked,
        async (name, { where, ...places }) => {
          const isOfLogs = name === 'bedrock-report' || name === 'bedrock-logs';
          const given = {
            ...places,
            ...(isOfLogs && where !== undefined && { where }),
            ...(name !== 'bedrock-setup' && { days: 2 }),
          };
          await client.callTool({ name, arguments: given });
        },
      ),
      { numRuns: 60 },
    );

    const requests = await aws.control.requests();
    expect(new Set(requests.map(({ service }) => service))).toEqual(
      new Set(['sts', 'logs', 'bedrock', 'ce']),
    );
    const ofRegions = requests.filter(({ service }) => service === 'logs' || service === 'bedrock');
    expect(new Set(ofRegions.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
    for (const { accountId, input } of requests) {
      expect(JSON.stringify(input)).not.toContain(forbiddenAccount);
      expect([publishedAccount, otherAllowed]).toContain(accountId);
      for (const group of groupsIn(input)) expect(group).toMatch(/^\/aws\/bedrock\//);
    }
  });
});

describe('the defaults of a server', () => {
  it.each([
    ['regions', { regions: ['eu-west-1'] }],
    ['accounts', { accounts: [forbiddenAccount] }],
    ['log groups', { logGroups: [forbiddenGroup] }],
    ['filters', { where: [{ dimension: 'region' as const, values: ['eu-west-1'] }] }],
  ])('may not go beyond the allow-list: %s', async (_what, defaults) => {
    await expect(clientOfAws([], { allow, defaults })).rejects.toThrow(
      /^The server's own defaults go beyond its allow-list: This server may not read/,
    );
  });
});

async function restricted(list: AllowList = allow): Promise<Client> {
  return clientOfAws([], { allow: list });
}

const novaPro = {
  day: new Date(Date.now() - 6 * 86_400_000).toISOString().slice(0, 10),
  region: 'us-east-1',
  model: 'NovaPro',
  tokenKind: 'input' as const,
  scope: 'in-region' as const,
  billedBy: 'amazon-bedrock' as const,
  tokens: 1_000_000,
  pricePerMillionUsd: '0.80',
};

function usually(name: string, ...others: string[]): fc.Arbitrary<string> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(name) }, fc.constantFrom(...others));
}

function oneOrMore(names: fc.Arbitrary<string>): fc.Arbitrary<string | string[]> {
  return fc.oneof(names, fc.array(names, { maxLength: 3 }), fc.array(names).map(String));
}

/** Logs one call to the usual log group, as Bedrock would there. */
async function logCall(place: { accountId: string; region: string }): Promise<void> {
  const record = { ...firstRecord(), ...place, requestId: crypto.randomUUID() };
  await aws.control.putEvents({
    ...place,
    logGroup: usual,
    events: [{ timestamp: Date.parse('2025-04-20T12:00:00Z'), message: JSON.stringify(record) }],
  });
}

function firstRecord(): Record<string, unknown> {
  const [line = ''] = gunzipSync(readFileSync(recordsPath)).toString().split('\n', 1);
  return { ...(JSON.parse(line) as Record<string, unknown>), timestamp: '2025-04-20T12:00:00Z' };
}

/** Accounts and regions whose log groups were queried or read. */
async function placesAsked(): Promise<string[]> {
  const requests = await aws.control.requests({ service: 'logs' });
  return [...new Set(requests.map(({ accountId, region }) => `${accountId} ${region}`))].sort();
}

function groupsIn(input: Record<string, unknown>): string[] {
  const { logGroupName, logGroupNames = [], logGroupIdentifiers = [] } = input;
  return [logGroupName ?? [], logGroupNames, logGroupIdentifiers].flat() as string[];
}

function threeAccounts(): EmulatorConfig {
  const { accounts } = publishedExample();
  const [first] = accounts;
  const region = first?.regions?.['us-east-1'];
  if (first === undefined || region === undefined) throw new Error('There is no example.');
  const [group] = region.logGroups ?? [];
  const roles = [{ name: 'BedrockSpendReader', trustedAccounts: [publishedAccount] }];
  const hidden = { name: forbiddenGroup, ndjson: group?.ndjson ?? [] };
  return {
    accounts: [
      {
        ...first,
        costs: [publishedAccount, forbiddenAccount].flatMap((linkedAccount) =>
          bedrockCostRecords([novaPro]).map((record) => ({ ...record, linkedAccount })),
        ),
        regions: {
          'us-east-1': { ...region, logGroups: [...(region.logGroups ?? []), hidden] },
          'eu-west-1': { ...region, logGroups: [...(region.logGroups ?? []), hidden] },
        },
      },
      { accountId: otherAllowed, roles, regions: { 'us-east-1': region } },
      { accountId: forbiddenAccount, roles, regions: { 'us-east-1': region } },
    ],
  };
}
