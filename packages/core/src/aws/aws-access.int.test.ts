import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { createAwsAccess } from './aws-access.ts';
import { emulatedAws, ownAccount, stub } from '../emulated-aws.testing.ts';

const aws = emulatedAws({ accounts: [{ accountId: ownAccount }] });
const region = 'us-east-1';
const hourMs = 3_600_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aws-access-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

/** A profile whose keys come from a file, as a program gives them that logs people in. */
async function profileOfFile(file: string): Promise<void> {
  const program = join(folder, 'keys.sh');
  const config = join(folder, 'config');
  await writeFile(program, `#!/bin/sh\ncat '${file}'\n`);
  await chmod(program, 0o700);
  await writeFile(config, `[profile team]\ncredential_process = ${program}\n`);
  stub({
    AWS_CONFIG_FILE: config,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
  });
}

test('Keys that can no longer be had while something is read are a sentence', async () => {
  const file = join(folder, 'keys.json');
  const keys = {
    Version: 1,
    AccessKeyId: process.env['AWS_ACCESS_KEY_ID'],
    SecretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'],
    Expiration: new Date(Date.now() + hourMs),
  };
  await writeFile(file, JSON.stringify(keys));
  await profileOfFile(file);
  const access = createAwsAccess({ profile: 'team', region }, { now: () => new Date() });
  const place = await access.place(ownAccount, region);
  await expect(place.credentials()).resolves.toMatchObject({ accessKeyId: keys.AccessKeyId });
  await rm(file);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * hourMs });
  await expect(place.credentials()).rejects.toMatchObject({
    code: 'NO_CREDENTIALS',
    message: expect.stringContaining('aws sso login --profile team'),
  });
  expect(await aws.calls('GetCallerIdentity')).toHaveLength(1);
});

test('A profile comes before keys in the environment, without a word on stderr', async () => {
  const file = join(folder, 'keys.json');
  const keys = {
    Version: 1,
    AccessKeyId: process.env['AWS_ACCESS_KEY_ID'],
    SecretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'],
  };
  await writeFile(file, JSON.stringify(keys));
  await profileOfFile(file);
  stub({ AWS_ACCESS_KEY_ID: 'AKIAOFTHEENVIRONMENT', AWS_SECRET_ACCESS_KEY: 'another' });
  const warn = vi.spyOn(console, 'warn');
  const access = createAwsAccess({ profile: 'team', region }, { now: () => new Date() });
  const place = await access.place(ownAccount, region);
  await expect(place.credentials()).resolves.toMatchObject({ accessKeyId: keys.AccessKeyId });
  expect(warn).not.toHaveBeenCalled();
});
