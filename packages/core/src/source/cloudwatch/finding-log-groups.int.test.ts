import { beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { cloudwatchSource, type CloudwatchSourceOptions } from '../../cloudwatch-source.ts';
import { defaultGroup, emulatedAws, loggingTo, ownAccount } from '../../emulated-aws.testing.ts';
import { createReport, type Query, type Report } from '../../index.ts';
import { resolveQuery } from '../../query/resolve-query.ts';
import { aRecord } from '../../normalize/record.testing.ts';

const other = '222233334444';
const accountId = ownAccount;
const now = new Date('2026-11-22T12:00:00Z');
const customGroup = '/custom/bedrock-log';
const role = { name: 'BedrockSpendReader', trustedAccounts: [ownAccount] };
const nothingLogged = 'sa-east-1';

const aws = emulatedAws({
  accounts: [
    {
      accountId,
      users: [{ name: 'reader' }],
      regions: { 'mx-central-1': { enabled: true }, 'me-south-1': { enabled: false } },
    },
    { accountId: other, roles: [role] },
  ],
});

function recordIn(region: string): { timestamp: string } {
  return aRecord({ timestamp: '2026-11-20T10:00:00Z', region, accountId }) as { timestamp: string };
}

beforeAll(async () => {
  const groups = [
    ['us-east-1', defaultGroup],
    ['eu-west-1', customGroup],
    ['mx-central-1', defaultGroup],
  ] as const;
  for (const [region, logGroup] of groups) {
    await aws.log({ accountId, region, logGroup }, [recordIn(region)]);
    await aws.control.setLogging({ accountId, region, logging: loggingTo(logGroup) });
  }
  await aws.control.setLogging({
    accountId,
    region: 'us-west-2',
    logging: { s3Config: { bucketName: 'acme-logs', keyPrefix: 'bedrock' } },
  });
});

beforeEach(async () => {
  await deny([]);
});

function deny(actions: string[]): Promise<void> {
  return aws.control.setDenied({ accountId, principal: 'reader', actions });
}

function reportOf(query: Query, options: CloudwatchSourceOptions = {}): Promise<Report> {
  const source = cloudwatchSource({ region: 'us-east-1', now: () => now, ...options });
  return createReport(source, query, { now });
}

const s3Only = {
  origin: `${accountId} us-west-2`,
  reason: 'not-found',
  message: `Bedrock logs invocations of account ${accountId}, us-west-2 to s3://acme-logs/bedrock only, not to CloudWatch Logs: copy them with "aws s3 sync" and read them with --source files.`,
};

const wholeWorld = [
  `${accountId} eu-west-1 ${customGroup}`,
  `${accountId} mx-central-1 ${defaultGroup}`,
  `${accountId} us-east-1 ${defaultGroup}`,
];

describe('all regions', () => {
  test('are those where invocations are logged, each in the group that they are logged to', async () => {
    const report = await reportOf({ regions: ['all'] });
    expect(report.sources.map(({ name }) => name).sort()).toEqual(wholeWorld);
    expect(report.totals.requests).toBe(3);
    expect(report.partial).toEqual([s3Only]);
    // Those that the account has not enabled are not asked.
    const asked = await aws.calls('GetModelInvocationLoggingConfiguration');
    expect(asked).toHaveLength(18);
    expect(asked).not.toContain(`${accountId} me-south-1`);
  });

  test('are found without the permission to list regions', async () => {
    await deny(['account:ListRegions']);
    const report = await reportOf({ regions: ['all'] });
    expect(report.sources.map(({ name }) => name).sort()).toEqual(wholeWorld);
    expect(report.partial).toEqual([s3Only]);
    const [listed] = await aws.control.requests({ operation: 'ListRegions' });
    expect(listed?.errorCode).toBe('AccessDeniedException');
  });

  test('are read where the log group exists when the configuration may not be seen', async () => {
    await deny(['bedrock:GetModelInvocationLoggingConfiguration']);
    const report = await reportOf({ regions: ['all'] });
    expect(report.sources.map(({ name }) => name).sort()).toEqual([
      `${accountId} mx-central-1 ${defaultGroup}`,
      `${accountId} us-east-1 ${defaultGroup}`,
    ]);
    // In others calls may be logged to a group of any name, as they are in one of them.
    expect(report.partial).toMatchObject([
      { reason: 'denied', message: expect.stringMatching(/is not known, so .* were not read/) },
    ]);
    expect(report.partial[0]?.origin).toContain('eu-west-1');
    expect(report.partial[0]?.origin).not.toContain('us-east-1');
  });

  test('are read where a group of the name asked for exists when the configuration may not be seen', async () => {
    await deny(['bedrock:GetModelInvocationLoggingConfiguration']);
    const report = await reportOf({ regions: ['all'], logGroups: [customGroup] });
    expect(report.sources.map(({ name }) => name)).toEqual([
      `${accountId} eu-west-1 ${customGroup}`,
    ]);
    expect(report.totals.requests).toBe(1);
    expect(report.partial).toMatchObject([{ reason: 'denied' }]);
  });

  test('are not said to log nothing when the configuration may not be seen', async () => {
    await deny(['bedrock:GetModelInvocationLoggingConfiguration']);
    const report = await reportOf({ regions: ['all'], logGroups: ['/no/such/group'] });
    expect(report.totals.requests).toBe(0);
    expect(report.partial).toMatchObject([{ reason: 'denied' }]);
  });

  test('are told in one line when nothing about them may be seen', async () => {
    await deny(['bedrock:*', 'logs:Describe*']);
    const report = await reportOf({ regions: ['all'] });
    expect(report.totals.requests).toBe(0);
    expect(report.partial).toMatchObject([
      {
        origin: expect.stringMatching(/^111122223333 .*eu-west-1.*us-west-2$/),
        reason: 'denied',
        message: expect.stringMatching(
          /bedrock:GetModelInvocationLoggingConfiguration.*name the regions to read with --region/,
        ),
      },
    ]);
  });

  test('of an account without any logging are told as such, beside the others', async () => {
    const report = await reportOf({ regions: ['all'], accounts: [accountId, other] });
    expect(report.totals.requests).toBe(3);
    expect(report.partial).toEqual([
      s3Only,
      {
        origin: other,
        reason: 'logging-off',
        message: `Model invocation logging is off in every region of account ${other}, so no call leaves a record. "bedrock-spend doctor --account ${other} --region REGION" shows how to switch it on.`,
      },
    ]);
  });

  test('of an account that cannot be entered are one failure, and the others are read', async () => {
    const report = await reportOf(
      { regions: ['all'], accounts: [accountId, other] },
      { roleName: 'Nobody' },
    );
    expect(report.totals.requests).toBe(3);
    expect(report.partial).toMatchObject([s3Only, { origin: other, reason: 'denied' }]);
  });

  test('one that fails to answer is told', async () => {
    await aws.control.addFault({ service: 'bedrock', region: 'eu-west-1', kind: 'internal' });
    const report = await reportOf({ regions: ['all'] });
    expect(report.totals.requests).toBe(2);
    expect(report.partial).toMatchObject([
      { origin: `${accountId} eu-west-1`, reason: 'unreadable' },
      s3Only,
    ]);
    const asked = await aws.control.requests({ service: 'bedrock' });
    expect(asked.filter(({ fault }) => fault === 'internal')).toHaveLength(3);
  });
});

describe('a log group that does not exist', () => {
  test('is told with the name that was probably meant', async () => {
    await expect(reportOf({ logGroups: ['/aws/bedrock/modelinvocation'] })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining(defaultGroup),
    });
  });

  test('gives way to the one that Bedrock logs to, if nobody named it', async () => {
    const report = await reportOf({ regions: ['eu-west-1'] });
    expect(report.sources).toMatchObject([
      { name: `${accountId} eu-west-1 ${customGroup}`, records: 1 },
    ]);
    expect(report.partial).toEqual([]);
  });

  test('is an error where logging is off, which says so', async () => {
    await expect(reportOf({ regions: [nothingLogged] })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: `The log group ${defaultGroup} does not exist in account ${accountId}, ${nothingLogged}: model invocation logging is off there; \`bedrock-spend doctor\` shows how to switch it on.`,
    });
  });

  test('is an error where logging goes to S3, which says where', async () => {
    await expect(reportOf({ regions: ['us-west-2'] })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining('s3://acme-logs/bedrock'),
    });
  });

  test('is still the error when nothing else may be asked', async () => {
    await deny(['bedrock:*', 'logs:Describe*']);
    await expect(reportOf({ regions: [nothingLogged] })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining(`${defaultGroup} does not exist`),
    });
  });

  test.each(['auto', 'filter'] as const)('loses nothing of other regions (%s)', async (engine) => {
    const report = await reportOf({ regions: ['us-east-1', nothingLogged] }, { engine });
    expect(report.totals.requests).toBe(1);
    expect(report.partial).toMatchObject([{ reason: 'not-found' }]);
  });

  test('stops a plan in the same words', async () => {
    const source = cloudwatchSource({ regions: [nothingLogged], now: () => now });
    const query = await resolveQuery({ days: 7 }, { now });
    await expect(source.plan?.({ query })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
      message: expect.stringContaining('model invocation logging is off there'),
    });
  });
});

describe('a log group without calls', () => {
  const group = '/aws/bedrock/empty';

  test('says that logging is off where it is', async () => {
    await aws.log({ accountId, region: nothingLogged, logGroup: group }, []);
    const report = await reportOf({ regions: [nothingLogged], logGroups: [group] });
    expect(report.totals.requests).toBe(0);
    expect(report.partial).toEqual([
      {
        origin: `${accountId} ${nothingLogged} ${group}`,
        reason: 'logging-off',
        message: `No call was found, and model invocation logging is off in account ${accountId}, ${nothingLogged} (since when is not known), so calls leave no record: "bedrock-spend doctor --region ${nothingLogged}" shows how to switch it on.`,
      },
    ]);
  });

  test('says which group Bedrock logs to where that is another', async () => {
    await aws.log({ accountId, region: 'us-east-1', logGroup: group }, []);
    const report = await reportOf({ logGroups: [group] });
    expect(report.partial).toMatchObject([
      { reason: 'not-found', message: expect.stringContaining(`to ${defaultGroup}: name that`) },
    ]);
  });

  test('is complete where Bedrock logs to it', async () => {
    const report = await reportOf({ since: '2026-11-01', until: '2026-11-02' });
    expect(report.totals.requests).toBe(0);
    expect(report.partial).toEqual([]);
  });

  test('is complete where nobody may see the configuration', async () => {
    await deny(['bedrock:GetModelInvocationLoggingConfiguration']);
    const report = await reportOf({ logGroups: [group] });
    expect(report.partial).toEqual([]);
  });
});

describe('a log group that keeps events for some days', () => {
  const target = { accountId, region: 'us-east-1', logGroup: '/aws/bedrock/short' };
  const dayMs = 86_400_000;
  // The emulator, like AWS, forgets by the clock.
  const today = new Date();

  beforeAll(async () => {
    const events = [1, 5].map((days) => {
      const timestamp = Math.floor((today.getTime() - days * dayMs) / 1000) * 1000;
      const record = aRecord({ timestamp: new Date(timestamp).toISOString() });
      return { timestamp, message: JSON.stringify(record) };
    });
    await aws.control.createLogGroup({ ...target, createdAt: 0, retentionInDays: 3 });
    await aws.control.putEvents({ ...target, events });
  });

  function lastDays(days: number): Promise<Report> {
    const source = cloudwatchSource({ region: 'us-east-1' });
    return createReport(source, { days, logGroups: [target.logGroup] }, { now: today });
  }

  test('is not said to hold no calls before', async () => {
    const report = await lastDays(7);
    expect(report.totals.requests).toBe(1);
    expect(report.partial).toMatchObject([
      {
        origin: `${accountId} us-east-1 ${target.logGroup}`,
        reason: 'truncated',
        message: expect.stringMatching(
          /^The log group keeps events for 3 days, so of calls before /,
        ),
      },
    ]);
  });

  test('is complete for as many days', async () => {
    const report = await lastDays(3);
    expect(report.totals.requests).toBe(1);
    expect(report.partial).toEqual([]);
  });

  test('is complete as far as anybody may know', async () => {
    await deny(['logs:DescribeLogGroups']);
    expect((await lastDays(7)).partial).toEqual([]);
  });
});
