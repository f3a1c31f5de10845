import { join } from 'node:path';

import { beforeAll, beforeEach, expect, test } from 'vitest';

import { cloudwatchSource } from '../cloudwatch-source.ts';
import {
  defaultGroup,
  emulatedAws,
  noCredentials,
  ownAccount,
  stub,
} from '../emulated-aws.testing.ts';
import { createReport } from '../index.ts';
import { aFolder } from '../source/files/read-files.testing.ts';

const other = '222233334444';
const role = { name: 'Reader', trustedAccounts: [ownAccount] };
const aws = emulatedAws({
  accounts: [{ accountId: ownAccount }, { accountId: other, roles: [role] }],
});
const empty = { AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_PROFILE: '' };

beforeAll(async () => {
  for (const accountId of [ownAccount, other]) {
    await aws.log({ accountId, region: 'eu-west-1', logGroup: defaultGroup }, []);
  }
});

beforeEach(async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const folder = await aFolder({
    config: [
      '[default]',
      `aws_access_key_id = ${AWS_ACCESS_KEY_ID}`,
      `aws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}`,
      'region = eu-west-1',
      '[profile other]',
      `role_arn = arn:aws:iam::${other}:role/Reader`,
      'source_profile = default',
      'region = eu-west-1',
    ].join('\n'),
  });
  stub({ ...noCredentials, ...empty, AWS_CONFIG_FILE: join(folder, 'config') });
});

async function sourcesOf(profile?: string): Promise<string[]> {
  const { sources } = await createReport(cloudwatchSource({ profile }), { days: 1 });
  return sources.map(({ name }) => name);
}

test('Variables that are empty give way to the default profile', async () => {
  expect(await sourcesOf()).toEqual([`${ownAccount} eu-west-1 ${defaultGroup}`]);
});

test('Variables that are empty give way to the region of a profile and its role', async () => {
  expect(await sourcesOf('other')).toEqual([`${other} eu-west-1 ${defaultGroup}`]);
  expect(await aws.calls('AssumeRole')).toEqual([`${ownAccount} eu-west-1`]);
});

test('An empty AWS_REGION gives way to AWS_DEFAULT_REGION where no profile has a region', async () => {
  aws.logIn(ownAccount);
  stub({ ...empty, AWS_DEFAULT_REGION: 'eu-west-1' });
  expect(await sourcesOf()).toEqual([`${ownAccount} eu-west-1 ${defaultGroup}`]);
});

test('Where all are empty no region is known', async () => {
  aws.logIn(ownAccount);
  stub(empty);
  await expect(sourcesOf()).rejects.toMatchObject({
    code: 'INVALID_QUERY',
    message: expect.stringContaining('No region is known') as string,
  });
});
