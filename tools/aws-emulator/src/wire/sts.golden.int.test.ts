import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RunningEmulator } from '../index.ts';
import { startEmulator } from '../start-emulator.ts';
import { signedFetch, type WireAnswer } from './signed-fetch.testing.ts';

const accountId = '111122223333';
const form = { 'content-type': 'application/x-www-form-urlencoded' };

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    config: {
      accounts: [
        {
          accountId,
          users: [{ name: 'ada' }],
          roles: [{ name: 'Reader', trustedAccounts: [accountId] }],
        },
      ],
    },
  });
});
afterAll(() => emulator.stop());

describe('STS on the wire', () => {
  it('answers GetCallerIdentity in XML', async () => {
    const answer = await ask('Action=GetCallerIdentity&Version=2011-06-15');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'text/xml' } });
    expect(withoutIds(answer)).toBe(`\
<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::111122223333:user/ada</Arn>
    <UserId>AIDA…</UserId>
    <Account>111122223333</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>…</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`);
    expect(answer.body).toContain(`<RequestId>${answer.headers['x-amzn-requestid']}</RequestId>`);
  });

  it('answers AssumeRole in XML', async () => {
    const role = encodeURIComponent(`arn:aws:iam::${accountId}:role/Reader`);
    const answer = await ask(
      `Action=AssumeRole&Version=2011-06-15&RoleArn=${role}&RoleSessionName=a%40b`,
    );
    expect(withoutIds(answer)).toBe(`\
<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <AssumeRoleResult>
    <AssumedRoleUser>
      <AssumedRoleId>AROA…:a@b</AssumedRoleId>
      <Arn>arn:aws:sts::111122223333:assumed-role/Reader/a@b</Arn>
    </AssumedRoleUser>
    <Credentials>
      <AccessKeyId>ASIA…</AccessKeyId>
      <SecretAccessKey>…</SecretAccessKey>
      <SessionToken>…</SessionToken>
      <Expiration>…</Expiration>
    </Credentials>
  </AssumeRoleResult>
  <ResponseMetadata>
    <RequestId>…</RequestId>
  </ResponseMetadata>
</AssumeRoleResponse>
`);
    expect(answer.body).toMatch(/<Expiration>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ<\/Expiration>/);
  });

  it('answers a refusal in XML, with the status 403', async () => {
    const role = encodeURIComponent(`arn:aws:iam::${accountId}:role/Other<>`);
    const answer = await ask(
      `Action=AssumeRole&Version=2011-06-15&RoleArn=${role}&RoleSessionName=ada`,
    );
    expect(answer.status).toBe(403);
    expect(withoutIds(answer)).toBe(`\
<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <Error>
    <Type>Sender</Type>
    <Code>AccessDenied</Code>
    <Message>User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Other&lt;&gt;</Message>
  </Error>
  <RequestId>…</RequestId>
</ErrorResponse>
`);
  });

  it('answers an unknown action, a missing signature and an unknown key as the query protocol does', async () => {
    const unknown = await ask('Action=GetEverything&Version=2011-06-15');
    expect([unknown.status, codeOf(unknown.body)]).toEqual([400, 'InvalidAction']);

    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const unsigned = await fetch(emulator.url, { method: 'POST', headers: form, body });
    expect([unsigned.status, codeOf(await unsigned.text())]).toEqual([
      403,
      'MissingAuthenticationToken',
    ]);

    const foreign = await ask(body, { accessKeyId: 'AKIAUNKNOWN000000000', secretAccessKey: 'x' });
    expect([foreign.status, codeOf(foreign.body)]).toEqual([403, 'InvalidClientTokenId']);
  });

  it('refuses a signature for another service', async () => {
    const answer = await signedFetch(emulator.url, {
      service: 'logs',
      credentials: emulator.credentials(accountId),
      headers: form,
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
    });
    expect([answer.status, codeOf(answer.body)]).toEqual([403, 'SignatureDoesNotMatch']);
  });
});

function ask(body: string, credentials = emulator.credentials(accountId)): Promise<WireAnswer> {
  return signedFetch(emulator.url, { service: 'sts', credentials, headers: form, body });
}

function codeOf(xml: string): string | undefined {
  return /<Code>(\w+)<\/Code>/.exec(xml)?.[1];
}

/** The text with `…` for what differs from call to call. */
function withoutIds({ body }: WireAnswer): string {
  return body
    .replaceAll(
      /(<(SecretAccessKey|SessionToken|Expiration|RequestId)>)[^<]+/g,
      (_all, tag: string) => `${tag}…`,
    )
    .replaceAll(/\b(AIDA|AROA|ASIA)[A-Z0-9]+/g, '$1…');
}
