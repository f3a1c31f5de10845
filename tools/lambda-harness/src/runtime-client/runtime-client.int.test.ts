import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { installRuntimeClient } from './install-runtime-client.ts';
import { lockFolder } from './lock-folder.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lambda-harness-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test('Without tools to build it, one sentence says what to install', async () => {
  vi.stubEnv('PATH', folder);
  await expect(installRuntimeClient(folder)).rejects.toThrow(
    /^Lambda's runtime client cannot be built without cmake, .*: install them, on Debian with "apt-get install .*"\.$/u,
  );
  await expect(stat(join(folder, 'aws-lambda-ric-4.0.2-x64.lock'))).rejects.toThrow('ENOENT');
});

test('Only one at a time holds a lock', async () => {
  const path = join(folder, 'lock');
  const order: string[] = [];
  const hold = async (name: string) => {
    await using _lock = await lockFolder(path);
    order.push(`${name} in`);
    await delay(20);
    order.push(`${name} out`);
  };
  await Promise.all([hold('a'), hold('a'), hold('a')]);
  expect(order).toEqual(['a in', 'a out', 'a in', 'a out', 'a in', 'a out']);
});

test('A lock whose owner has ended is taken over', async () => {
  const path = join(folder, 'lock');
  await mkdir(path);
  // Linux gives no process such a number.
  await writeFile(join(path, 'pid'), '2147483647');
  await using lock = await lockFolder(path);
  expect(lock).toBeDefined();
});
