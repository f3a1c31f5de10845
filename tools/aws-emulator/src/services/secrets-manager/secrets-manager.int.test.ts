import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { secretArn, type RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';
import { refusal } from '../../test-emulator.testing.ts';

const accountId = '111122223333';
const region = 'eu-west-1';
const place = { accountId, region };
const kmsKeyId = `arn:aws:kms:${region}:${accountId}:key/one`;
const arn = secretArn(place, { name: 'spend/keys' });

let emulator: RunningEmulator;

beforeAll(async () => {
  const secrets = [
    { name: 'spend/keys', value: '{"a":1}' },
    { name: 'binary', binary: 'AAEC' },
    { name: 'empty' },
    { name: 'leaving', value: 'x', isDeleted: true },
    { name: 'own-key', value: 'x', kmsKeyId },
  ];
  const users = [
    { name: 'ada' },
    { name: 'grace', deny: ['secretsmanager:*'] },
    { name: 'keyless', deny: ['kms:Decrypt'] },
  ];
  emulator = await startEmulator({
    config: { accounts: [{ accountId, users, regions: { [region]: { secrets } } }] },
  });
});
afterAll(() => emulator.stop());

describe('GetSecretValue', () => {
  it.each([
    ['its name', 'spend/keys'],
    ['its ARN', arn],
    ['its ARN without the letters at the end', arn.slice(0, -7)],
  ])('finds a secret by %s', async (_what, SecretId) => {
    expect(await read(SecretId)).toMatchObject({
      ARN: arn,
      Name: 'spend/keys',
      SecretString: '{"a":1}',
      VersionStages: ['AWSCURRENT'],
      CreatedDate: expect.any(Date),
    });
  });

  it('gives bytes as bytes', async () => {
    const { SecretBinary, SecretString } = await read('binary');

    expect(SecretBinary).toEqual(Uint8Array.of(0, 1, 2));
    expect(SecretString).toBeUndefined();
  });

  it('lets AWS keys of its own decrypt what nobody else may', async () => {
    expect((await read('own-key')).SecretString).toBe('x');
    expect((await read('spend/keys', 'keyless')).SecretString).toBe('{"a":1}');
  });

  it.each([
    [
      'one that is not there',
      'nothing',
      'ada',
      'ResourceNotFoundException',
      'the specified secret.',
    ],
    ['one without a value', 'empty', 'ada', 'ResourceNotFoundException', 'label: AWSCURRENT'],
    [
      'one that is being deleted',
      'leaving',
      'ada',
      'InvalidRequestException',
      'marked for deletion.',
    ],
    ['no name', '', 'ada', 'ValidationException', 'must not be empty'],
    [
      'one that an action is denied for',
      'spend/keys',
      'grace',
      'AccessDeniedException',
      `user/grace is not authorized to perform: secretsmanager:GetSecretValue on resource: ${arn} because`,
    ],
    [
      'one of another account',
      arn.replace(accountId, '444455556666'),
      'ada',
      'AccessDeniedException',
      'no resource-based policy',
    ],
    ['one whose key is denied', 'own-key', 'keyless', 'AccessDeniedException', 'Access to KMS'],
  ])('refuses %s', async (_what, SecretId, user, name, message) => {
    expect(await refusal(read(SecretId, user))).toMatchObject({
      name,
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  it('has each secret in one region', async () => {
    const elsewhere = client('ada', 'us-east-1');
    const asked = elsewhere.send(new GetSecretValueCommand({ SecretId: 'spend/keys' }));

    expect((await refusal(asked)).name).toBe('ResourceNotFoundException');
  });

  it('finds what a test puts there later', async () => {
    const elsewhere = client('ada', 'us-west-2');
    const secrets = [{ name: 'late', value: 'x' }];
    await emulator.control.setSecrets({ accountId, region: 'us-west-2', secrets });

    expect(
      (await elsewhere.send(new GetSecretValueCommand({ SecretId: 'late' }))).SecretString,
    ).toBe('x');
  });

  it('refuses a signature with another secret key', async () => {
    const credentials = { ...emulator.credentials(accountId, 'ada'), secretAccessKey: 'other' };
    const forger = new SecretsManagerClient({ endpoint: emulator.url, region, credentials });

    expect((await refusal(forger.send(new GetSecretValueCommand({ SecretId: arn })))).name).toBe(
      'InvalidSignatureException',
    );
  });
});

function read(SecretId: string, userName?: string) {
  return client(userName).send(new GetSecretValueCommand({ SecretId }));
}

function client(userName = 'ada', inRegion = region): SecretsManagerClient {
  const credentials = emulator.credentials(accountId, userName);
  return new SecretsManagerClient({ endpoint: emulator.url, region: inRegion, credentials });
}
