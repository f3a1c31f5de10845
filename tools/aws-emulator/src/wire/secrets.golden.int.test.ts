import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';
import { jsonCall } from './signed-fetch.testing.ts';

const accountId = '111122223333';
let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          regions: {
            'us-east-1': {
              secrets: [{ name: 'spend', value: '{"sessionKeys":"one:…"}' }],
              parameters: [{ name: '/spend', type: 'SecureString', value: 'ü' }],
            },
          },
        },
      ],
    },
  });
});
afterAll(() => emulator.stop());

describe('Secrets Manager and Systems Manager on the wire', () => {
  it('answer GetSecretValue with seconds for a date', async () => {
    const { status, headers, body } = await call(
      'secretsmanager',
      'secretsmanager.GetSecretValue',
      {
        SecretId: 'spend',
      },
    );

    expect([status, headers['content-type']]).toEqual([200, 'application/x-amz-json-1.1']);
    expect(JSON.parse(body)).toEqual({
      ARN: expect.stringMatching(
        /^arn:aws:secretsmanager:us-east-1:111122223333:secret:spend-[A-Za-z0-9]{6}$/,
      ),
      CreatedDate: 1793491200,
      Name: 'spend',
      SecretString: '{"sessionKeys":"one:…"}',
      VersionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      VersionStages: ['AWSCURRENT'],
    });
  });

  it('answer GetParameter with the parameter in a member of its own', async () => {
    const { status, headers, body } = await call('ssm', 'AmazonSSM.GetParameter', {
      Name: '/spend',
      WithDecryption: true,
    });

    expect([status, headers['content-type']]).toEqual([200, 'application/x-amz-json-1.1']);
    expect(JSON.parse(body)).toEqual({
      Parameter: {
        ARN: 'arn:aws:ssm:us-east-1:111122223333:parameter/spend',
        DataType: 'text',
        LastModifiedDate: 1793491200,
        Name: '/spend',
        Type: 'SecureString',
        Value: 'ü',
        Version: 1,
      },
    });
  });

  it.each([
    [
      'secretsmanager',
      'secretsmanager.GetSecretValue',
      { SecretId: 'nothing' },
      {
        __type: 'ResourceNotFoundException',
        message: "Secrets Manager can't find the specified secret.",
      },
    ],
    ['ssm', 'AmazonSSM.GetParameter', { Name: 'nothing' }, { __type: 'ParameterNotFound' }],
  ])('answer what %s does not have with its type and the status 400', async (...row) => {
    const [service, target, input, expected] = row;
    const { status, body } = await call(service, target, input);

    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject(expected);
  });

  it.each([
    ['secretsmanager', 'secretsmanager.PutSecretValue'],
    ['ssm', 'AmazonSSM.PutParameter'],
  ])('know no operation of %s that writes', async (service, target) => {
    const { status, body } = await call(service, target, {});

    expect([status, JSON.parse(body).__type]).toEqual([400, 'UnknownOperationException']);
  });
});

function call(service: string, target: string, input: object) {
  const credentials = emulator.credentials(accountId);
  return jsonCall(emulator.url, { service, credentials, target, input });
}
