import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ParameterConfig, RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';
import { refusal } from '../../test-emulator.testing.ts';

const accountId = '111122223333';
const region = 'eu-west-1';
const kmsKeyId = `arn:aws:kms:${region}:${accountId}:key/one`;
const arn = `arn:aws:ssm:${region}:${accountId}:parameter/spend/keys`;

let emulator: RunningEmulator;

beforeAll(async () => {
  const parameters: ParameterConfig[] = [
    { name: '/spend/keys', type: 'SecureString', value: 'secret' },
    { name: 'plain', type: 'String', value: 'text' },
    { name: 'own-key', type: 'SecureString', value: 'secret', kmsKeyId },
  ];
  const users = [
    { name: 'ada' },
    { name: 'grace', deny: ['ssm:GetParameter'] },
    { name: 'keyless', deny: ['kms:*'] },
  ];
  emulator = await startEmulator({
    config: { accounts: [{ accountId, users, regions: { [region]: { parameters } } }] },
  });
});
afterAll(() => emulator.stop());

describe('GetParameter', () => {
  it.each([
    ['its name', '/spend/keys'],
    ['its ARN', arn],
  ])('finds a parameter by %s', async (_what, Name) => {
    expect(await read({ Name, WithDecryption: true })).toEqual({
      ARN: arn,
      DataType: 'text',
      LastModifiedDate: expect.any(Date),
      Name: '/spend/keys',
      Type: 'SecureString',
      Value: 'secret',
      Version: 1,
    });
  });

  it('decrypts only when it is asked to', async () => {
    const parameter = await read({ Name: '/spend/keys' });

    expect(parameter?.Value).toMatch(/^AQICAH/);
  });

  it('needs no key for what is not encrypted, or not decrypted', async () => {
    const plain = await read({ Name: 'plain', WithDecryption: true }, 'keyless');
    const encrypted = await read({ Name: 'own-key' }, 'keyless');

    expect(plain?.Value).toBe('text');
    expect(encrypted?.Value).toMatch(/^AQICAH/);
  });

  it.each([
    ['one that is not there', 'nothing', 'ada', 'ParameterNotFound', ''],
    ['no name', '', 'ada', 'ValidationException', 'must not be null'],
    [
      'one that an action is denied for',
      '/spend/keys',
      'grace',
      'AccessDeniedException',
      `user/grace is not authorized to perform: ssm:GetParameter on resource: ${arn} because`,
    ],
    [
      'one whose key is denied',
      'own-key',
      'keyless',
      'AccessDeniedException',
      `not authorized to perform: kms:Decrypt on resource: ${kmsKeyId}`,
    ],
  ])('refuses %s', async (_what, Name, user, name, message) => {
    expect(await refusal(read({ Name, WithDecryption: true }, user))).toMatchObject({
      name,
      status: 400,
      message: expect.stringContaining(message),
    });
  });

  it('refuses a signature with another secret key', async () => {
    const credentials = { ...emulator.credentials(accountId, 'ada'), secretAccessKey: 'other' };
    const forger = new SSMClient({ endpoint: emulator.url, region, credentials });

    expect((await refusal(forger.send(new GetParameterCommand({ Name: arn })))).name).toBe(
      'InvalidSignatureException',
    );
  });
});

async function read(input: { Name: string; WithDecryption?: boolean }, userName = 'ada') {
  const credentials = emulator.credentials(accountId, userName);
  const client = new SSMClient({ endpoint: emulator.url, region, credentials });
  return (await client.send(new GetParameterCommand(input))).Parameter;
}
