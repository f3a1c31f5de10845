import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasAwsCredentials } from './has-aws-credentials.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'bedrock-spend-home-'));
});

afterEach(() => rm(home, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(home, name);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, text);
  return file;
}

describe('credentials for AWS', () => {
  it('are not there in an empty home', async () => {
    expect(await hasAwsCredentials({ HOME: home })).toBe(false);
  });

  it.each([
    ['AWS_ACCESS_KEY_ID', 'AKIAIOSFODNN7EXAMPLE'],
    ['AWS_PROFILE', 'billing'],
    ['AWS_WEB_IDENTITY_TOKEN_FILE', '/var/run/secrets/token'],
    ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', '/v2/credentials/1'],
    ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'http://169.254.170.23/v1/credentials'],
  ])('are there with %s', async (name, value) => {
    expect(await hasAwsCredentials({ HOME: home, [name]: value })).toBe(true);
    expect(await hasAwsCredentials({ HOME: home, [name]: '' })).toBe(false);
  });

  it.each([
    ['.aws/credentials', '[default]\naws_access_key_id = A\naws_secret_access_key = B\n'],
    ['.aws/config', '[default]\nsso_session = work\nsso_account_id = 111122223333\n'],
    ['.aws/config', '[profile default]\nrole_arn = arn:aws:iam::111122223333:role/Reader\n'],
    ['.aws/config', '[default]\ncredential_process = /usr/local/bin/keys\n'],
    ['.aws/config', '\uFEFF[default]\r\nlogin_session = arn:aws:iam::111122223333:user/jo\r\n'],
  ])('are there with a default profile in %s: %j', async (name, text) => {
    await write(name, text);
    expect(await hasAwsCredentials({ HOME: home })).toBe(true);
  });

  it.each([
    ['.aws/config', '[default]\nregion = eu-west-1\noutput = json\n'],
    ['.aws/config', '[profile work]\nsso_session = work\n'],
    ['.aws/config', '[sso-session default]\nsso_start_url = https://example.com\n'],
    ['.aws/config', '# [default]\n# aws_access_key_id = A\n'],
    ['.aws/credentials', ''],
  ])('are not there with %s that holds none for the default profile: %j', async (name, text) => {
    await write(name, text);
    expect(await hasAwsCredentials({ HOME: home })).toBe(false);
  });

  it('are looked for where AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE say, and only there', async () => {
    const keys = '[default]\naws_access_key_id = A\naws_secret_access_key = B\n';
    const file = await write('elsewhere/keys', keys);
    expect(await hasAwsCredentials({ HOME: home, AWS_SHARED_CREDENTIALS_FILE: file })).toBe(true);
    expect(await hasAwsCredentials({ HOME: home, AWS_CONFIG_FILE: file })).toBe(true);
    await write('.aws/credentials', keys);
    const none = join(home, 'none');
    expect(await hasAwsCredentials({ HOME: home, AWS_SHARED_CREDENTIALS_FILE: none })).toBe(false);
  });

  it('are not there where the files cannot be read', async () => {
    await mkdir(join(home, '.aws', 'credentials'), { recursive: true });
    expect(await hasAwsCredentials({ HOME: home })).toBe(false);
  });
});
