import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { filesSource } from './files-source.ts';
import { aFolder, anyQuery } from './read-files.testing.ts';

const request = { query: anyQuery };

test('The sign of log files stays while nothing happens to them', async () => {
  const source = filesSource([await aFolder({ 'a.ndjson': '{}\n', 'b/c.json': '{}' })]);
  expect(await source.sign?.(request)).toBe(await source.sign?.(request));
});

test('It is another one when a file is written to, appears or goes', async () => {
  const folder = await aFolder({ 'a.ndjson': '{}\n' });
  const source = filesSource([folder]);
  const signs = [await source.sign?.(request)];
  await appendFile(join(folder, 'a.ndjson'), '{}\n');
  signs.push(await source.sign?.(request));
  await writeFile(join(folder, 'b.ndjson'), '');
  signs.push(await source.sign?.(request));
  await rm(join(folder, 'a.ndjson'));
  signs.push(await source.sign?.(request));
  expect(new Set(signs).size).toBe(4);
});

test('Nothing tells of what comes over stdin', async () => {
  expect(await filesSource(['-']).sign?.(request)).toBeNull();
});
