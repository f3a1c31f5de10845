import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { spawnEmulator, type SpawnedEmulator } from '@bedrock-spend/aws-emulator';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAwsClients } from './aws-clients.ts';
import { awsError } from './aws-error.ts';
import type { AwsCredentials } from './aws-target.ts';

const accountId = '111122223333';
let emulator: SpawnedEmulator;
let home: string;

const config = `
[profile sso]
sso_session = example
sso_account_id = ${accountId}
sso_role_name = Reader
region = us-east-1

[sso-session example]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
sso_registration_scopes = sso:account:access

[profile empty]
region = us-east-1
`;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'aws-home-'));
  await writeFile(join(home, 'config'), config);
  emulator = await spawnEmulator({
    config: {
      accounts: [
        {
          accountId,
          users: [{ name: 'ann' }, { name: 'bob', deny: ['logs:FilterLogEvents'] }],
          regions: { 'us-east-1': { logGroups: [{ name: '/calls' }] } },
        },
      ],
    },
  });
  vi.stubEnv('AWS_ENDPOINT_URL', emulator.url);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const name of ['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    vi.stubEnv(name, undefined);
  }
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await emulator.stop();
  await rm(home, { recursive: true });
});

/** What is said when these credentials read a log group. */
async function sentenceFor(
  credentials: AwsCredentials,
  { region = 'us-east-1', profile, logGroup = '/calls' }: CallOptions = {},
) {
  const clients = createAwsClients({ region, credentials });
  const logs = await clients.logs();
  const call = { action: 'logs:FilterLogEvents', accountId, region, profile, logGroup };
  try {
    await logs.send(new FilterLogEventsCommand({ logGroupName: logGroup }));
    return null;
  } catch (error) {
    const { code, message } = awsError(error, call);
    return { code, message };
  } finally {
    clients.destroy();
  }
}

interface CallOptions {
  region?: string;
  profile?: string;
  logGroup?: string;
}

const keysOf = (name: string) => emulator.credentials(accountId, name);

test('Good credentials give no error', async () => {
  expect(await sentenceFor(async () => keysOf('ann'))).toBeNull();
});

test('Without any credentials the ways to give some are named', async () => {
  expect(await sentenceFor(fromNodeProviderChain())).toEqual({
    code: 'NO_CREDENTIALS',
    message:
      'No AWS credentials were found: log in with `aws configure sso`, name a profile in AWS_PROFILE, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  });
});

test.each(['empty', 'missing'])('A profile that is %s is named', async (profile) => {
  expect(await sentenceFor(fromNodeProviderChain({ profile }), { profile })).toEqual({
    code: 'NO_CREDENTIALS',
    message: expect.stringMatching(
      new RegExp(
        `^The AWS profile ${profile} gives no credentials: log in with .aws sso login --profile ${profile}.`,
      ),
    ),
  });
});

test('A profile whose login is gone says how to log in again', async () => {
  expect(await sentenceFor(fromNodeProviderChain({ profile: 'sso' }), { profile: 'sso' })).toEqual({
    code: 'NO_CREDENTIALS',
    message:
      'The AWS credentials of profile sso have expired: log in again with `aws sso login --profile sso`.',
  });
});

test('A key that AWS does not know, in a region of every account and in another', async () => {
  const keys = { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'example' };
  const unknown = () => Promise.resolve(keys);
  expect(await sentenceFor(unknown)).toMatchObject({
    code: 'NO_CREDENTIALS',
    message: expect.stringMatching(/^AWS does not know the access key/),
  });
  expect(await sentenceFor(unknown, { region: 'ap-east-1' })).toMatchObject({
    code: 'NO_CREDENTIALS',
    message: expect.stringMatching(/^The region ap-east-1 is not enabled in account 111122223333/),
  });
});

test('A secret that does not belong to the key, without showing it', async () => {
  const keys = { ...keysOf('ann'), secretAccessKey: 'wrong' };
  expect(await sentenceFor(async () => keys)).toEqual({
    code: 'NO_CREDENTIALS',
    message:
      'AWS refused the signature of logs:FilterLogEvents: check that AWS_SECRET_ACCESS_KEY belongs to the access key and that the clock of this computer is right.',
  });
});

test('A user whose policies do not allow the call reads which statement is missing', async () => {
  expect(await sentenceFor(async () => keysOf('bob'))).toEqual({
    code: 'ACCESS_DENIED',
    message: expect.stringMatching(
      /^arn:aws:iam::111122223333:user\/bob may not call logs:FilterLogEvents on \S+(?<!log-stream:); add \{"Effect":"Allow","Action":"logs:FilterLogEvents","Resource":"arn:aws:logs:us-east-1:111122223333:log-group:\/calls:\*"\} to its policy\.$/,
    ),
  });
});

test('An error of AWS keeps its place as the cause', async () => {
  const clients = createAwsClients({
    region: 'us-east-1',
    credentials: async () => keysOf('ann'),
  });
  const logs = await clients.logs();
  const error: unknown = await logs
    .send(new DescribeLogGroupsCommand({ limit: 1000 }))
    .catch((error: unknown) => error);
  const { code, cause } = awsError(error, { action: 'logs:DescribeLogGroups' });
  expect(code).toBe('QUERY_FAILED');
  expect(cause).toBe(error);
  clients.destroy();
});
