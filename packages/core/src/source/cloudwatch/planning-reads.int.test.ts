import { beforeAll, describe, expect, test } from 'vitest';

import { cloudwatchSource, type CloudwatchSourceOptions } from '../../cloudwatch-source.ts';
import { defaultGroup, emulatedAws, loggingTo, ownAccount } from '../../emulated-aws.testing.ts';
import { resolveQuery } from '../../query/resolve-query.ts';
import type { Query } from '../../index.ts';

const [closed, open, silent] = ['222233334444', '333344445555', '444455556666'] as const;
const now = new Date('2026-10-15T12:00:00Z');
const september: Query = { since: '2026-09-01', until: '2026-09-30' };
const window = { startMs: Date.parse('2026-09-01'), endMs: Date.parse('2026-10-01') };
const role = { name: 'BedrockSpendReader', trustedAccounts: [ownAccount] };

const aws = emulatedAws({
  accounts: [
    { accountId: ownAccount },
    { accountId: closed },
    { accountId: open, roles: [role] },
    { accountId: silent, roles: [role] },
  ],
});

beforeAll(async () => {
  for (const accountId of [ownAccount, open]) {
    const place = { accountId, region: 'us-east-1' };
    await aws.control.setLogging({ ...place, logging: loggingTo(defaultGroup) });
    await aws.log({ ...place, logGroup: defaultGroup }, []);
  }
});

async function planOf(query: Query, options: CloudwatchSourceOptions = {}) {
  const source = cloudwatchSource({ region: 'us-east-1', now: () => now, ...options });
  const resolved = await resolveQuery({ ...september, ...query }, { now });
  return source.plan?.({ query: resolved });
}

const planned = (accountId: string) => ({
  source: `${accountId} us-east-1 ${defaultGroup}`,
  query: expect.stringContaining('stats') as string,
  ...window,
});

describe('a plan of several accounts', () => {
  test('names the one that cannot be entered, and plans the others', async () => {
    const plan = await planOf({ accounts: [ownAccount, closed, open] });
    expect(plan).toMatchObject([
      planned(ownAccount),
      {
        source: `${closed} us-east-1 ${defaultGroup}`,
        query: null,
        ...window,
        scannedBytes: null,
        costUsd: null,
        problem: expect.stringContaining(
          `arn:aws:iam::${closed}:role/BedrockSpendReader`,
        ) as string,
      },
      planned(open),
    ]);
    expect(plan?.map(({ problem }) => problem === undefined)).toEqual([true, false, true]);
    const everywhere = await planOf({ accounts: [closed, open], regions: ['all'] });
    expect(everywhere).toMatchObject([
      { source: closed, problem: expect.stringContaining('sts:AssumeRole') as string },
      planned(open),
    ]);
    expect(await aws.calls('StartQuery')).toEqual([]);
  });

  test('names the log group that does not exist, and plans the others', async () => {
    const plan = await planOf({ regions: ['us-east-1', 'eu-west-1'] });
    expect(plan).toMatchObject([
      {
        source: `${ownAccount} eu-west-1 ${defaultGroup}`,
        problem: expect.stringContaining('does not exist') as string,
      },
      planned(ownAccount),
    ]);
  });

  test('names the regions that are left out, beside a log group or alone', async () => {
    await aws.control.addFault({ service: 'bedrock', region: 'us-west-2', kind: 'denied' });
    const plan = await planOf({ regions: ['all'], accounts: [ownAccount] });
    expect(plan).toMatchObject([
      {
        source: `${ownAccount} us-west-2`,
        problem: expect.stringContaining('these regions were not read') as string,
      },
      planned(ownAccount),
    ]);
    const alone = await planOf({ regions: ['all'], accounts: [silent] });
    expect(alone).toMatchObject([
      {
        source: `${silent} us-west-2`,
        problem: expect.stringContaining('these regions were not read') as string,
      },
    ]);
    await aws.control.removeFaults();
    expect(await planOf({ regions: ['all'], accounts: [silent] })).toMatchObject([
      { source: silent, problem: expect.stringContaining('is off in every region') as string },
    ]);
  });

  test('is an error where nothing of it can be planned', async () => {
    await expect(planOf({ accounts: [closed] })).rejects.toMatchObject({ code: 'ACCESS_DENIED' });
    await expect(planOf({ regions: ['eu-west-1', 'us-west-2'] })).rejects.toMatchObject({
      code: 'SOURCE_NOT_FOUND',
    });
  });
});
