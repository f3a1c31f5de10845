import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../../index.ts';
import { startEmulator } from '../../start-emulator.ts';

const home = '111122223333';
const other = '444455556666';
const stranger = '777788889999';
const readerArn = `arn:aws:iam::${other}:role/BedrockSpendReader`;

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        { accountId: home, users: [{ name: 'ada' }, { name: 'denied', deny: ['sts:*'] }] },
        {
          accountId: other,
          roles: [
            { name: 'BedrockSpendReader', trustedAccounts: [home], externalId: 'our-secret' },
            { name: 'Open', trustedAccounts: [home, other] },
          ],
        },
        { accountId: stranger },
      ],
    },
  });
});
afterAll(() => emulator.stop());
beforeEach(() => emulator.control.setClock({ offsetMs: 0 }));

describe('GetCallerIdentity', () => {
  it('names the user whose keys signed the call', async () => {
    const { $metadata: _, ...identity } = await identityOf(keysOf(home));
    expect(identity).toEqual({
      Account: home,
      Arn: `arn:aws:iam::${home}:user/ada`,
      UserId: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/),
    });
  });

  it('needs no permission', async () => {
    const { Arn } = await identityOf(keysOf(home, 'denied'));
    expect(Arn).toBe(`arn:aws:iam::${home}:user/denied`);
  });
});

describe('AssumeRole', () => {
  const request = {
    RoleArn: readerArn,
    RoleSessionName: 'ada@example.com',
    ExternalId: 'our-secret',
  };

  it('gives credentials that act as the session of the role in its account', async () => {
    const { Credentials, AssumedRoleUser } = await assume(keysOf(home), request);
    const arn = `arn:aws:sts::${other}:assumed-role/BedrockSpendReader/ada@example.com`;
    expect(AssumedRoleUser?.Arn).toBe(arn);
    expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA[A-Z0-9]{17}:ada@example\.com$/);
    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(await identityOf(sessionOf(Credentials))).toMatchObject({ Account: other, Arn: arn });
  });

  it('lets the credentials expire after an hour, or when the caller said', async () => {
    const before = Date.now();
    const hour = await assume(keysOf(home), request);
    const quarter = await assume(keysOf(home), { ...request, DurationSeconds: 900 });
    for (const [{ Credentials }, seconds] of [
      [hour, 3600],
      [quarter, 900],
    ] as const) {
      const lifeMs = Number(Credentials?.Expiration) - before;
      expect(Math.abs(lifeMs - seconds * 1000)).toBeLessThan(20_000);
    }
    await emulator.control.setClock({ offsetMs: 1_000_000 });
    expect(await identityOf(sessionOf(hour.Credentials))).toMatchObject({ Account: other });
    await expect(identityOf(sessionOf(quarter.Credentials))).rejects.toMatchObject({
      name: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it('refuses keys of a session without their token', async () => {
    const { Credentials } = await assume(keysOf(home), request);
    const { sessionToken: _, ...keys } = sessionOf(Credentials);
    await expect(identityOf(keys)).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it.each([
    ['a caller of an account that the role does not trust', stranger, request],
    ['a wrong external id', home, { ...request, ExternalId: 'guessed' }],
    ['a missing external id', home, { RoleArn: readerArn, RoleSessionName: 'ada' }],
    ['a role that does not exist', home, { ...request, RoleArn: `${readerArn}2` }],
    [
      'an account that does not exist',
      home,
      { ...request, RoleArn: 'arn:aws:iam::000000000000:role/R' },
    ],
  ])('answers %s in the same words', async (_case, accountId, input) => {
    const { Arn } = await identityOf(keysOf(accountId));
    await expect(assume(keysOf(accountId), input)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `User: ${Arn} is not authorized to perform: sts:AssumeRole on resource: ${input.RoleArn}`,
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses a caller whose own policy does not allow it', async () => {
    await expect(assume(keysOf(home, 'denied'), request)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`sts:AssumeRole on resource: ${readerArn}`),
    });
  });

  it.each([
    [
      { RoleSessionName: 'a b' },
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
    [
      { RoleSessionName: 'a' },
      "1 validation error detected: Value 'a' at 'roleSessionName' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      { RoleSessionName: 'a'.repeat(65) },
      `1 validation error detected: Value '${'a'.repeat(65)}' at 'roleSessionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      { ExternalId: 'a#b' },
      "1 validation error detected: Value 'a#b' at 'externalId' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@:/-]*",
    ],
    [
      { RoleArn: 'BedrockSpendReader' },
      "1 validation error detected: Value 'BedrockSpendReader' at 'roleArn' failed to satisfy constraint: Member must have length greater than or equal to 20",
    ],
    [{ RoleArn: `arn:aws:iam::${other}:user/ada` }, `arn:aws:iam::${other}:user/ada is invalid`],
    [
      { DurationSeconds: 899 },
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      { DurationSeconds: 43_201 },
      "1 validation error detected: Value '43201' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 43200",
    ],
    [
      { DurationSeconds: 3601 },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    ],
    [{ Policy: '{}' }, 'The emulator does not know Policy.'],
  ])('refuses %j', async (change, message) => {
    await expect(assume(keysOf(home), { ...request, ...change })).rejects.toMatchObject({
      name: 'ValidationError',
      message,
    });
  });

  it('holds sessions of roles assumed from a role to one hour', async () => {
    const RoleArn = `arn:aws:iam::${other}:role/Open`;
    const first = await assume(keysOf(home), { RoleArn, RoleSessionName: 'first' });
    const again = { RoleArn, RoleSessionName: 'second' };
    await expect(
      assume(sessionOf(first.Credentials), { ...again, DurationSeconds: 7200 }),
    ).rejects.toMatchObject({
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
    expect(await assume(sessionOf(first.Credentials), again)).toMatchObject({
      AssumedRoleUser: { Arn: `arn:aws:sts::${other}:assumed-role/Open/second` },
    });
  });
});

interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

function keysOf(accountId: string, user?: string): Keys {
  return emulator.credentials(accountId, user);
}

function sessionOf(credentials: Awaited<ReturnType<typeof assume>>['Credentials']): Required<Keys> {
  return {
    accessKeyId: credentials!.AccessKeyId!,
    secretAccessKey: credentials!.SecretAccessKey!,
    sessionToken: credentials!.SessionToken!,
  };
}

function identityOf(credentials: Keys) {
  return client(credentials).send(new GetCallerIdentityCommand({}));
}

function assume(credentials: Keys, input: ConstructorParameters<typeof AssumeRoleCommand>[0]) {
  return client(credentials).send(new AssumeRoleCommand(input));
}

function client(credentials: Keys): STSClient {
  return new STSClient({ endpoint: emulator.url, region: 'eu-west-1', credentials });
}
