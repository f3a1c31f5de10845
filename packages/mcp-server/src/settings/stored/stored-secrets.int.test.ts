import { inspect } from 'node:util';

import {
  secretArn,
  type ParameterConfig,
  type SecretConfig,
  type SpawnedEmulator,
} from '@bedrock-spend/aws-emulator';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';

import { emulatedAws } from '../../aws-server.testing.ts';
import { loadSecrets } from '../load-secrets.ts';

const accountId = '111122223333';
/** Another one than AWS_REGION names: the ARN decides. */
const region = 'eu-central-1';
const kmsKeyId = `arn:aws:kms:${region}:${accountId}:key/own`;
const planted = 'planted-secret';
const key = Buffer.alloc(32, 7).toString('base64');
const other = Buffer.alloc(32, 8).toString('base64');
const text = JSON.stringify({ sessionKeys: `new:${key},old:${other}`, pseudonymKey: key });

const badTexts = {
  'no-json': `{"sessionKeys": "${planted}`,
  'plain-text': `${planted}:${key}`,
  list: JSON.stringify([planted]),
  nothing: 'null',
  'no-members': '{}',
  unknown: JSON.stringify({ sessionKeys: `one:${key}`, [planted]: planted }),
  number: '{"sessionKeys": 4142434445}',
  'empty-member': '{"pseudonymKey": ""}',
  'no-id': JSON.stringify({ sessionKeys: key }),
  short: JSON.stringify({ sessionKeys: 'one:c2hvcnQ=' }),
  'no-base64': JSON.stringify({ pseudonymKey: `${planted} !`.repeat(5) }),
};

let aws: SpawnedEmulator;

beforeAll(async () => {
  const secrets: SecretConfig[] = [
    { name: 'good', value: text },
    { name: 'empty' },
    { name: 'binary', binary: Buffer.from(text).toString('base64') },
    { name: 'leaving', value: text, isDeleted: true },
    { name: 'own-key', value: text, kmsKeyId },
    ...Object.entries(badTexts).map(([name, value]) => ({ name, value })),
  ];
  const parameters: ParameterConfig[] = [
    { name: '/spend/good', type: 'SecureString', value: text },
    { name: 'plain', type: 'String', value: text },
    { name: 'bad', type: 'SecureString', value: planted },
    { name: 'own-key', type: 'SecureString', value: text, kmsKeyId },
  ];
  aws = await emulatedAws({
    accounts: [{ accountId, regions: { [region]: { secrets, parameters } } }],
  });
});
afterAll(() => aws.stop());
afterEach(async () => {
  await aws.control.removeFaults();
  await aws.control.setDenied({ accountId, principal: 'emulator', actions: [] });
  await aws.control.clearRequests();
});

describe('secrets that AWS keeps', () => {
  it.each([
    ['of Secrets Manager', secret('good')],
    ['of the Parameter Store, decrypted', parameter('spend/good')],
  ])('are read from the region of the ARN: %s', async (_where, arn) => {
    const { sessionKeys, pseudonymKey } = await loadSecrets({ BEDROCK_SPEND_SECRETS: arn });

    expect(sessionKeys?.map(({ id }) => id)).toEqual(['new', 'old']);
    expect(pseudonymKey).toEqual(Buffer.alloc(32, 7));
    expect((await asked()).map((request) => request.region)).toEqual([region]);
  });

  it('stand back behind variables that are given directly', async () => {
    const { sessionKeys, pseudonymKey } = await loadSecrets({
      BEDROCK_SPEND_SECRETS: secret('good'),
      BEDROCK_SPEND_SESSION_KEYS: `mine:${other}`,
    });

    expect(sessionKeys?.map(({ id }) => id)).toEqual(['mine']);
    expect(pseudonymKey).toEqual(Buffer.alloc(32, 7));
  });

  it('are not asked for where both variables are given', async () => {
    await loadSecrets({
      BEDROCK_SPEND_SECRETS: secret('good'),
      BEDROCK_SPEND_SESSION_KEYS: `mine:${other}`,
      BEDROCK_SPEND_PSEUDONYM_KEY: other,
    });

    expect(await asked()).toEqual([]);
  });

  it('are asked for again after a short failure of AWS', async () => {
    await aws.control.addFault({ service: 'secretsmanager', kind: 'unavailable', times: 1 });

    const { sessionKeys } = await loadSecrets({ BEDROCK_SPEND_SECRETS: secret('good') });

    expect(sessionKeys).toHaveLength(2);
    expect((await asked()).map(({ errorCode }) => errorCode)).toEqual([
      'ServiceUnavailableException',
      null,
    ]);
  });

  const example = '{"sessionKeys": "ID:BASE64", "pseudonymKey": "BASE64"}';
  it.each([
    ['no-json', `must be JSON such as ${example}: it is not.`],
    ['plain-text', `must be JSON such as ${example}: it is not.`],
    ['list', `must be JSON such as ${example}: it is not.`],
    ['nothing', `must be JSON such as ${example}: it is not.`],
    ['no-members', 'has neither sessionKeys nor pseudonymKey.'],
    ['unknown', 'has an unknown member: it takes sessionKeys and pseudonymKey.'],
    ['binary', 'holds bytes: put a text in their place.'],
  ])('are refused with what their text lacks: %s', async (name, rest) => {
    expect(await refusalOf(secret(name))).toEqual({
      code: 'INVALID_CONFIG',
      message: `The secret ${secret(name)} ${rest}`,
      leaks: [],
    });
  });

  it.each([
    ['number', 'sessionKeys', 'must be a text.'],
    ['empty-member', 'pseudonymKey', 'must be a text.'],
    ['no-id', 'sessionKeys', 'must be ID:BASE64, or several of them with commas between.'],
    [
      'short',
      'sessionKeys',
      'must hold at least 32 random bytes as base64, as `openssl rand -base64 32` prints them.',
    ],
    [
      'no-base64',
      'pseudonymKey',
      'must hold at least 32 random bytes as base64, as `openssl rand -base64 32` prints them.',
    ],
  ])('are refused with what a member lacks: %s', async (name, member, rest) => {
    const message = `"${member}" of the secret ${secret(name)} ${rest}`;

    expect(await refusalOf(secret(name))).toEqual({ code: 'INVALID_CONFIG', message, leaks: [] });
  });

  it.each([
    [
      secret('gone'),
      'There is no secret ARN: check BEDROCK_SPEND_SECRETS, its region and account too.',
    ],
    [
      parameter('gone'),
      'There is no parameter ARN: check BEDROCK_SPEND_SECRETS, its region and account too.',
    ],
    [secret('empty'), 'The secret ARN has no value yet: put one into it.'],
    [secret('leaving'), 'The secret ARN is marked for deletion: restore it, or name another.'],
  ])('that are not there are told: %s', async (arn, message) => {
    expect(await refusalOf(arn)).toEqual({
      code: 'SOURCE_NOT_FOUND',
      message: message.replace('ARN', arn),
      leaks: [],
    });
  });

  it.each([
    [parameter('bad'), `The parameter ARN must be JSON such as ${example}: it is not.`],
    [
      parameter('plain'),
      'The parameter ARN is kept as it is, for all who list parameters to see: make it a SecureString, and its keys new.',
    ],
  ])('are refused as parameters, too: %s', async (arn, message) => {
    expect(await refusalOf(arn)).toEqual({
      code: 'INVALID_CONFIG',
      message: message.replace('ARN', arn),
      leaks: [],
    });
  });

  it.each([
    [
      secret('good'),
      'secretsmanager:GetSecretValue',
      'may not read the secret ARN: allow secretsmanager:GetSecretValue on it.',
    ],
    [
      parameter('spend/good'),
      'ssm:GetParameter',
      'may not read the parameter ARN: allow ssm:GetParameter on it.',
    ],
    [
      secret('own-key'),
      'kms:Decrypt',
      'may not decrypt the secret ARN: allow kms:Decrypt on the key that encrypts it.',
    ],
    [
      parameter('own-key'),
      'kms:Decrypt',
      'may not decrypt the parameter ARN: allow kms:Decrypt on the key that encrypts it.',
    ],
  ])('name the permission that is missing: %s, %s', async (arn, action, rest) => {
    await aws.control.setDenied({ accountId, principal: 'emulator', actions: [action] });

    expect(await refusalOf(arn)).toEqual({
      code: 'ACCESS_DENIED',
      message: `The credentials ${rest.replace('ARN', arn)}`,
      leaks: [],
    });
  });

  it('tell of credentials that AWS does not take', async () => {
    stubUntilEnd('AWS_SECRET_ACCESS_KEY', 'another');
    const arn = secret('good');

    expect(await refusalOf(arn)).toEqual({
      code: 'NO_CREDENTIALS',
      message: `AWS does not accept the credentials to read the secret ${arn} (InvalidSignatureException): renew them, and check the clock of this computer.`,
      leaks: [],
    });
  });

  it('tell of an AWS that is not there', async () => {
    stubUntilEnd('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
    const arn = parameter('spend/good');

    expect(await refusalOf(arn)).toEqual({
      code: 'SOURCE_UNREADABLE',
      message: `AWS could not be reached for the parameter ${arn} (ECONNREFUSED): check the network, and AWS_ENDPOINT_URL where it is set.`,
      leaks: [],
    });
  });

  it('are given up after a few seconds where AWS says nothing', async () => {
    await aws.control.addFault({ service: 'secretsmanager', kind: 'slow', delayMs: 30_000 });
    const startMs = performance.now();
    const arn = secret('good');

    expect(await refusalOf(arn)).toEqual({
      code: 'SOURCE_UNREADABLE',
      message: `The secret ${arn} was not to be had within 5 seconds: check the network of the server, and that an endpoint of a VPC lets it through.`,
      leaks: [],
    });
    expect(performance.now() - startMs).toBeLessThan(7_000);
  }, 15_000);
});

function secret(name: string): string {
  return secretArn({ accountId, region }, { name });
}

function parameter(name: string): string {
  return `arn:aws:ssm:${region}:${accountId}:parameter/${name}`;
}

function asked() {
  return aws.control.requests();
}

/** What loading was refused with, and which secrets show in it or in what it was caused by. */
async function refusalOf(arn: string): Promise<Refusal> {
  const loaded: unknown = await loadSecrets({ BEDROCK_SPEND_SECRETS: arn }).catch(
    (error: unknown) => error,
  );
  const shown = inspect(loaded, { depth: 10 });
  const secrets = [planted, key, other, '4142434445', 'c2hvcnQ'];
  const { code, message } = loaded as Refusal;
  return { code, message, leaks: secrets.filter((one) => shown.includes(one)) };
}

interface Refusal {
  code: string;
  message: string;
  leaks: string[];
}

function stubUntilEnd(name: string, value: string): void {
  const before = process.env[name];
  vi.stubEnv(name, value);
  onTestFinished(() => void vi.stubEnv(name, before));
}
