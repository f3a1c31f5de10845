import { join } from 'node:path';

import { bulkLines } from '@bedrock-spend/sample-logs/bulk-lines';
import { mixedRecords } from '@bedrock-spend/sample-logs/mixed';
import { beforeAll, describe, expect, test } from 'vitest';

import { cloudwatchSource, type CloudwatchSourceOptions } from './cloudwatch-source.ts';
import {
  defaultGroup,
  emulatedAws,
  loggingTo,
  noCredentials,
  ownAccount,
  stub,
} from './emulated-aws.testing.ts';
import { linesSource } from './fixtures.testing.ts';
import { aFolder } from './source/files/read-files.testing.ts';
import { createReport, type Query, type Report } from './index.ts';
import { resolveQuery } from './query/resolve-query.ts';

const [withRole, withExternalId] = ['222233334444', '333344445555'] as const;
const accounts = [ownAccount, withRole, withExternalId];
const regions = ['ap-northeast-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const september: Query = { since: '2026-09-01', until: '2026-09-30' };
const now = () => new Date('2026-10-15T12:00:00Z');
const role = { name: 'BedrockSpendReader', trustedAccounts: [ownAccount] };

const aws = emulatedAws({
  accounts: [
    { accountId: ownAccount, users: [{ name: 'reader' }, { name: 'guest', deny: ['sts:*'] }] },
    { accountId: withRole, roles: [role, { ...role, name: 'team/Auditor' }] },
    { accountId: withExternalId, roles: [{ ...role, externalId: 'acme-7' }] },
  ],
});

interface LoggedRecord {
  timestamp: string;
  accountId: string;
  region: string;
  input?: { inputTokenCount?: number };
  output?: { outputTokenCount?: number };
}

const records: LoggedRecord[] = accounts.flatMap((accountId, index) =>
  regions.flatMap((region, place) =>
    [...bulkLines({ profile: 'A', seed: 10 * index + place, count: 120 })].map((line) => ({
      ...(JSON.parse(line) as LoggedRecord),
      accountId,
      region,
    })),
  ),
);

beforeAll(async () => {
  for (const accountId of accounts) {
    for (const region of regions) {
      const here = records.filter(
        (record) => record.accountId === accountId && record.region === region,
      );
      await aws.log({ accountId, region, logGroup: defaultGroup }, here);
    }
  }
});

function reportOf(query: Query, options: CloudwatchSourceOptions = {}): Promise<Report> {
  const source = cloudwatchSource({ now, externalId: 'acme-7', ...options });
  return createReport(source, { ...september, ...query }, { now: now() });
}

/** What the generator wrote, added up by nothing of ours. */
function written(chosen: readonly LoggedRecord[]) {
  const sum = (count: (record: LoggedRecord) => number | undefined) =>
    chosen.reduce((total, record) => total + (count(record) ?? 0), 0);
  return {
    requests: chosen.length,
    inputTokens: sum(({ input }) => input?.inputTokenCount),
    outputTokens: sum(({ output }) => output?.outputTokenCount),
  };
}

function own(region: string) {
  return written(records.filter((one) => one.accountId === ownAccount && one.region === region));
}

function read({ totals: { requests, inputTokens, outputTokens } }: Report) {
  return { requests, inputTokens, outputTokens };
}

describe('accounts and regions', () => {
  test('three accounts in four regions make one report, whose totals are those written', async () => {
    const report = await reportOf({ accounts, regions });
    expect(read(report)).toEqual(written(records));
    expect(report.partial).toEqual([]);
    expect(report.sources.map(({ name }) => name)).toEqual(
      accounts.flatMap((account) =>
        regions.map((region) => `${account} ${region} ${defaultGroup}`),
      ),
    );
    // Each role is assumed once, and nobody is asked twice who is calling.
    expect(await aws.calls('AssumeRole')).toHaveLength(2);
    expect(await aws.calls('GetCallerIdentity')).toHaveLength(1);
    expect(await aws.calls('StartQuery')).toHaveLength(12);
  });

  test('an account that denies reading is named, and loses nothing of the others', async () => {
    await aws.control.setDenied({
      accountId: withRole,
      principal: role.name,
      actions: ['logs:StartQuery'],
    });
    const report = await reportOf({ accounts, regions });
    await aws.control.setDenied({ accountId: withRole, principal: role.name, actions: [] });

    expect(read(report)).toEqual(written(records.filter((one) => one.accountId !== withRole)));
    expect(report.partial.map(({ origin, reason }) => [origin, reason])).toEqual(
      regions.map((region) => [`${withRole} ${region} ${defaultGroup}`, 'denied']),
    );
    expect(report.partial[0]?.message).toContain('logs:StartQuery');
    expect(report.partial[0]?.message).toContain(
      `arn:aws:logs:ap-northeast-1:${withRole}:log-group:${defaultGroup}:*`,
    );
    const denied = await aws.control.requests({ operation: 'StartQuery' });
    expect(denied.filter(({ errorCode }) => errorCode === 'AccessDeniedException')).toHaveLength(4);
  });

  test('a sign that there is something new costs no query, and is of the regions asked for', async () => {
    const query = await resolveQuery({ regions: ['us-west-2'] }, { now: now() });
    const source = cloudwatchSource({ now });
    const before = await source.sign?.({ query });
    expect(await source.sign?.({ query })).toBe(before);
    await aws.control.clearRequests();
    const one = records.slice(0, 1);
    const here = { accountId: ownAccount, logGroup: 'elsewhere' };
    await aws.log({ ...here, region: 'us-west-2' }, one);
    expect(await source.sign?.({ query })).toBe(before);

    const named = { ...query, logGroups: ['elsewhere'] };
    const small = await source.sign?.({ query: named });
    await aws.log({ ...here, region: 'us-west-2' }, one);
    expect(await source.sign?.({ query: named })).not.toBe(small);
    const operations = (await aws.control.requests()).map(({ operation }) => operation);
    expect(new Set(operations)).toEqual(new Set(['DescribeLogGroups']));
  });

  test('a region that nobody named comes from the options, else from the environment', async () => {
    stub({ AWS_REGION: 'eu-west-1' });
    expect(read(await reportOf({}))).toEqual(own('eu-west-1'));
    expect(read(await reportOf({}, { region: 'us-west-2' }))).toEqual(own('us-west-2'));
    expect(read(await reportOf({}, { regions: ['us-east-1'] }))).toEqual(own('us-east-1'));
    stub({ AWS_REGION: undefined, AWS_DEFAULT_REGION: 'ap-northeast-1' });
    expect(read(await reportOf({}))).toEqual(own('ap-northeast-1'));
  });

  test('without any region the error says how to give one', async () => {
    await expect(reportOf({})).rejects.toMatchObject({
      code: 'INVALID_QUERY',
      message: expect.stringContaining('--region'),
    });
    expect(await aws.calls('StartQuery')).toEqual([]);
  });
});

describe('roles of other accounts', () => {
  const east = { regions: ['us-east-1'] };

  test('a wrong external id is told with the trust policy it takes, and is no missing usage', async () => {
    await expect(
      reportOf({ ...east, accounts: [withExternalId] }, { externalId: 'other' }),
    ).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: `Account ${withExternalId} cannot be read: there is no role arn:aws:iam::${withExternalId}:role/BedrockSpendReader, or its trust policy does not allow sts:AssumeRole to arn:aws:iam::${ownAccount}:root with the external id that --external-id gave. "bedrock-spend doctor --account ${withExternalId}" prints the policies; another role is named with --role-name.`,
    });
  });

  test('a missing external id is asked for', async () => {
    const report = await reportOf(
      { ...east, accounts: [ownAccount, withExternalId] },
      { externalId: undefined },
    );
    expect(report.partial).toMatchObject([
      {
        origin: `${withExternalId} us-east-1 ${defaultGroup}`,
        reason: 'denied',
        message: expect.stringContaining('give one with --external-id'),
      },
    ]);
    expect(report.totals.requests).toBe(120);
  });

  test('a role of another name is assumed', async () => {
    const report = await reportOf({ ...east, accounts: [withRole] }, { roleName: 'team/Auditor' });
    expect(report.totals.requests).toBe(120);
    expect(report.partial).toEqual([]);
  });

  test('a caller who may not assume roles is told so, not that the role is wrong', async () => {
    aws.logIn(ownAccount, 'guest');
    await expect(reportOf({ ...east, accounts: [withRole] })).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: expect.stringMatching(
        /^arn:aws:iam::111122223333:user\/guest may not assume the role arn:aws:iam::222233334444:role\/BedrockSpendReader/,
      ),
    });
  });
});

describe('credentials', () => {
  test('none at all is an error that names the ways to give some', async () => {
    stub({ ...noCredentials, AWS_REGION: 'us-east-1' });
    await expect(reportOf({})).rejects.toMatchObject({
      code: 'NO_CREDENTIALS',
      message: expect.stringContaining('aws configure sso'),
    });
  });

  test('expired ones are an error that says to log in again', async () => {
    await aws.control.addFault({ service: 'sts', kind: 'expired' });
    await expect(reportOf({ regions })).rejects.toMatchObject({
      code: 'NO_CREDENTIALS',
      message: expect.stringContaining('aws sso login'),
    });
    const asked = await aws.control.requests({ operation: 'GetCallerIdentity' });
    expect(asked.map(({ fault }) => fault)).toEqual(['expired']);
  });

  test('come from a profile, by the role that it names, in its region', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
    const folder = await aFolder({
      config: [
        '[profile keys]',
        `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
        `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
        '[profile other]',
        `role_arn = arn:aws:iam::${withRole}:role/BedrockSpendReader`,
        'source_profile = keys',
        'region = eu-west-1',
      ].join('\n'),
    });
    stub({ ...noCredentials, AWS_CONFIG_FILE: join(folder, 'config') });
    const report = await reportOf({}, { profile: 'other' });
    expect(report.sources.map(({ name }) => name)).toEqual([
      `${withRole} eu-west-1 ${defaultGroup}`,
    ]);
    expect(report.totals.requests).toBe(120);
    expect(await aws.calls('AssumeRole')).toEqual([`${ownAccount} eu-west-1`]);
  });

  test('of a profile that does not exist are an error that names it', async () => {
    stub(noCredentials);
    await expect(reportOf({ regions }, { profile: 'nobody' })).rejects.toMatchObject({
      code: 'NO_CREDENTIALS',
      message: expect.stringContaining('profile nobody'),
    });
  });

  test('a check before reading finds them missing', async () => {
    stub({ ...noCredentials, AWS_REGION: 'us-east-1' });
    await expect(cloudwatchSource().check?.()).rejects.toMatchObject({ code: 'NO_CREDENTIALS' });
  });
});

test('records of every shape give the report that the same lines give when they are read as files', async () => {
  const place = { accountId: ownAccount, region: 'eu-central-1', logGroup: '/mixed' };
  const lines = mixedRecords({ count: 200 });
  await aws.log(place, lines);
  const query: Query = {
    since: '2026-10-26',
    until: '2026-11-01',
    groupBy: ['day', 'model', 'person'],
  };
  const source = cloudwatchSource({
    now: () => new Date('2026-11-20T12:00:00Z'),
    regions: [place.region],
    logGroups: [place.logGroup],
    engine: 'filter',
  });
  const options = { now: new Date('2026-11-20T12:00:00Z') };
  const expected = await createReport(
    linesSource(lines.map((line) => JSON.stringify(line))),
    query,
    options,
  );
  const report = await createReport(source, query, options);
  expect(report.totals).toEqual(expected.totals);
  expect(report.sections).toEqual(expected.sections);
});

describe('a report that is cancelled', () => {
  test.each([
    ['STS', { service: 'sts', operation: 'GetCallerIdentity' }, [ownAccount]],
    ['a role', { service: 'sts', operation: 'AssumeRole' }, [withRole]],
    ['a list of regions', { service: 'account', operation: 'ListRegions' }, [ownAccount]],
    ['a configuration of logging', { service: 'bedrock' }, [ownAccount]],
  ] as const)('does not wait for %s', async (_, call, asked) => {
    await aws.control.addFault({ ...call, kind: 'slow', delayMs: 20_000 });
    const stop = new AbortController();
    const source = cloudwatchSource({ region: 'us-east-1', now });
    const reading = createReport(
      source,
      { ...september, accounts: [...asked], regions: ['all'] },
      { now: now(), signal: stop.signal },
    );
    const outcome = Promise.allSettled([reading]);
    await expect
      .poll(async () => (await aws.control.requests(call)).map(({ fault }) => fault))
      .toContain('slow');
    const startedAt = performance.now();
    stop.abort();
    expect(await outcome).toMatchObject([{ status: 'rejected', reason: { code: 'CANCELLED' } }]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('a plan', () => {
  test('tells each query, its range and its price, and reads nothing', async () => {
    await aws.control.setLogging({
      accountId: ownAccount,
      region: 'us-east-1',
      logging: loggingTo(defaultGroup),
    });
    const query = await resolveQuery(
      { ...september, regions: regions.slice(0, 2) },
      { now: now() },
    );
    const plan = await cloudwatchSource({ now }).plan?.({ query });
    expect(plan).toMatchObject(
      regions.slice(0, 2).map((region) => ({
        source: `${ownAccount} ${region} ${defaultGroup}`,
        startMs: query.window.startMs,
        endMs: query.window.endMs,
        costUsd: expect.stringMatching(/^0\.000\d+$/),
        scannedBytes: expect.any(Number),
      })),
    );
    expect(await aws.calls('StartQuery')).toEqual([]);
    expect(await aws.calls('FilterLogEvents')).toEqual([]);
  });
});

describe('options that cannot be', () => {
  test.each([
    [{ concurrency: 0 }, 'concurrency'],
    [{ callsPerSecond: 1.5 }, 'callsPerSecond'],
    [{ maximumRows: -1 }, 'maximumRows'],
    [{ accounts: ['12'] }, '12 digits'],
    [{ regions: ['us-east'] }, 'us-east-1, or all'],
    [{ regions: ['all', 'us-east-1'] }, 'all'],
    [{ region: 'all' }, 'region'],
    [{ roleName: 'arn:aws:iam::111122223333:role/Reader' }, 'by its name'],
    [{ externalId: 'x' }, 'external id'],
    [{ logGroups: ['a b'] }, 'log group'],
  ])('%j', (options, words) => {
    expect(() => cloudwatchSource(options)).toThrow(
      expect.objectContaining({ code: 'INVALID_QUERY' }),
    );
    expect(() => cloudwatchSource(options)).toThrow(words);
  });
});
