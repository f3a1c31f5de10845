import { Sha256 } from '@aws-crypto/sha256-js';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CostExplorerClient, GetDimensionValuesCommand } from '@aws-sdk/client-cost-explorer';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccessKey } from '../index.ts';
import { ACCOUNT, refusal, REGION, testEmulator } from '../test-emulator.testing.ts';
import type { TestEmulator } from '../test-emulator.testing.ts';

const ROLE = 'Reader';
const MISMATCH = 'The request signature we calculated does not match the signature you provided.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';

let emulator: TestEmulator;
let keys: AccessKey;

beforeAll(async () => {
  emulator = await testEmulator({
    accounts: [
      {
        accountId: ACCOUNT,
        roles: [{ name: ROLE, trustedAccounts: [ACCOUNT] }],
        regions: { 'eu-south-1': { enabled: false } },
      },
    ],
  });
  keys = emulator.credentials(ACCOUNT);
});

afterEach(() => emulator.control.setClock({ offsetMs: 0 }));
afterAll(() => emulator.stop());

function describeGroups(
  credentials: AccessKey & { sessionToken?: string },
  region = REGION,
): Promise<unknown> {
  const client = new CloudWatchLogsClient({
    endpoint: emulator.url,
    region,
    credentials,
    maxAttempts: 1,
  });
  return client.send(new DescribeLogGroupsCommand({}));
}

async function assumedKeys() {
  const sts = new STSClient({ endpoint: emulator.url, region: REGION, credentials: keys });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
      RoleSessionName: 'ada',
    }),
  );
  return {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken ?? '',
  };
}

interface Signed {
  service?: string;
  /** Sent instead of what was signed. */
  sentBody?: string;
  signedHeaders?: Record<string, string>;
  signingDate?: Date;
}

/** A call of DescribeLogGroups by hand, so that it can be signed in odd ways. */
async function byHand(options: Signed = {}): Promise<{ status: number; answer: unknown }> {
  const { host, hostname } = new URL(emulator.url);
  const body = '{}';
  const signer = new SignatureV4({
    service: options.service ?? 'logs',
    region: REGION,
    credentials: keys,
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname,
      path: '/',
      headers: {
        host,
        'x-amz-target': 'Logs_20140328.DescribeLogGroups',
        ...options.signedHeaders,
      },
      body,
    },
    { signingDate: options.signingDate ?? new Date() },
  );
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers,
    body: options.sentBody ?? body,
  });
  return { status: response.status, answer: await response.json() };
}

async function unsigned(headers: Record<string, string>): Promise<unknown> {
  const response = await fetch(emulator.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'Logs_20140328.DescribeLogGroups', ...headers },
    body: '{}',
  });
  return response.json();
}

describe('A signature', () => {
  test('of a user, and of a session of a role, is accepted', async () => {
    await expect(describeGroups(keys)).resolves.toBeDefined();
    await expect(describeGroups(await assumedKeys())).resolves.toBeDefined();
    expect(await byHand()).toMatchObject({ status: 200 });
  });

  test('with the wrong secret is refused', async () => {
    const wrong = { ...keys, secretAccessKey: 'wrong' };
    expect(await refusal(describeGroups(wrong))).toMatchObject({
      name: 'InvalidSignatureException',
      message: expect.stringContaining(MISMATCH),
      status: 400,
    });
    const sts = new STSClient({ endpoint: emulator.url, region: REGION, credentials: wrong });
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'SignatureDoesNotMatch',
      message: expect.stringContaining(MISMATCH),
      status: 403,
    });
  });

  test('of an unknown key is refused', async () => {
    const unknown = { ...keys, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
    expect(await refusal(describeGroups(unknown))).toMatchObject({
      name: 'UnrecognizedClientException',
      message: INVALID_TOKEN,
    });
    const sts = new STSClient({ endpoint: emulator.url, region: REGION, credentials: unknown });
    expect(await refusal(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      name: 'InvalidClientTokenId',
      message: INVALID_TOKEN,
      status: 403,
    });
  });

  test('of a session without its token, or with another, is refused', async () => {
    const { sessionToken: _, ...session } = await assumedKeys();
    const expected = { name: 'UnrecognizedClientException', message: INVALID_TOKEN };
    expect(await refusal(describeGroups(session))).toMatchObject(expected);
    expect(await refusal(describeGroups({ ...session, sessionToken: 'other' }))).toMatchObject(
      expected,
    );
  });

  test('of a session that has expired is refused', async () => {
    const session = await assumedKeys();
    await emulator.control.setClock({ offsetMs: 61 * 60_000 });
    expect(await refusal(describeGroups(session))).toMatchObject({
      name: 'ExpiredTokenException',
      message: 'The security token included in the request is expired',
    });
  });

  test('for a region that AWS does not have is refused', async () => {
    expect(await refusal(describeGroups(keys, 'us-est-1'))).toMatchObject({
      name: 'InvalidSignatureException',
      message: "Credential should be scoped to a valid region, not 'us-est-1'. ",
    });
  });

  test('for a region that the account has not opted in to is refused', async () => {
    expect(await refusal(describeGroups(keys, 'eu-south-1'))).toMatchObject({
      name: 'UnrecognizedClientException',
      message: INVALID_TOKEN,
    });
  });

  test('for Cost Explorer outside of us-east-1 is refused', async () => {
    const client = new CostExplorerClient({
      endpoint: emulator.url,
      region: 'us-west-2',
      credentials: keys,
      maxAttempts: 1,
    });
    const command = new GetDimensionValuesCommand({
      TimePeriod: { Start: '2026-01-01', End: '2026-01-02' },
      Dimension: 'SERVICE',
    });
    expect(await refusal(client.send(command))).toMatchObject({
      message: expect.stringContaining("not 'us-west-2'"),
    });
  });

  test('for another service is refused', async () => {
    expect(await byHand({ service: 'sts' })).toMatchObject({
      status: 400,
      answer: {
        __type: 'InvalidSignatureException',
        message: "Credential should be scoped to correct service: 'logs'. ",
      },
    });
  });

  test('of another body is refused, whatever hash the header tells', async () => {
    expect(await byHand({ sentBody: '{"limit":1}' })).toMatchObject({
      answer: { __type: 'InvalidSignatureException', message: expect.stringContaining(MISMATCH) },
    });
  });

  test.each([
    [-6, 'Signature expired'],
    [6, 'Signature not yet current'],
  ])('that is %s minutes off is refused', async (minutes, message) => {
    const signingDate = new Date(Date.now() + minutes * 60_000);
    expect(await byHand({ signingDate })).toMatchObject({
      answer: { __type: 'InvalidSignatureException', message: expect.stringContaining(message) },
    });
  });

  test('that is missing or broken is named', async () => {
    expect(await unsigned({})).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
    expect(await unsigned({ authorization: 'AWS4-HMAC-SHA256 Credential=x' })).toMatchObject({
      __type: 'IncompleteSignatureException',
    });
  });
});

test('A refused signature is in the request log, without account', async () => {
  await emulator.control.clearRequests();
  await refusal(describeGroups({ ...keys, secretAccessKey: 'wrong' }));
  expect(await emulator.control.requests()).toMatchObject([
    {
      service: 'logs',
      operation: 'DescribeLogGroups',
      accountId: null,
      status: 400,
      errorCode: 'InvalidSignatureException',
    },
  ]);
});
