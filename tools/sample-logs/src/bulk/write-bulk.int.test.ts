import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LogRecord } from '../log-record.ts';
import { writeBulk } from './write-bulk.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sample-logs-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('16 files and one, plain and gzip, have the same lines, and the manifest tells how many', async () => {
  const out = join(folder, 'A');
  const manifest = await writeBulk({ profile: 'A', seed: 1, count: 400 }, out);
  const whole = await readFile(join(out, 'plain-1/all.ndjson'), 'utf8');
  expect(manifest.bytes).toBe(whole.length);
  expect(whole.trimEnd().split('\n')).toHaveLength(400);
  for (const name of ['plain-16', 'gzip-16', 'gzip-1']) {
    expect(await contentOf(join(out, name))).toBe(whole);
  }
  expect(await readdir(join(out, 'plain-16'))).toHaveLength(16);
  expect(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))).toEqual(manifest);
});

test('records without bodies are about 650 bytes long', async () => {
  const out = join(folder, 'A-size');
  const { bytes } = await writeBulk({ profile: 'A', seed: 1, count: 2_000 }, out);
  expect(bytes / 2_000).toBeGreaterThan(600);
  expect(bytes / 2_000).toBeLessThan(700);
});

test('records with bodies have decoys in the text and in nested objects, and are about 8 KB long', async () => {
  const out = join(folder, 'B');
  const { bytes } = await writeBulk({ profile: 'B', seed: 1, count: 600 }, out);
  expect(bytes / 600).toBeGreaterThan(6_500);
  expect(bytes / 600).toBeLessThan(10_000);
  const text = await readFile(join(out, 'plain-1/all.ndjson'), 'utf8');
  expect(text).toContain(String.raw`\"inputTokenCount\":999`);
  expect(text).toContain('"usage":{"inputTokenCount":999');
  const records = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogRecord);
  expect(records.some((record) => Array.isArray(record.output?.outputBodyJson))).toBe(true);
});

test('small objects have the keys of S3 delivery and 50 records each', async () => {
  const out = join(folder, 'C');
  await writeBulk({ profile: 'C', seed: 1, count: 200 }, out);
  const paths = (await readdir(out, { recursive: true })).filter((path) => path.endsWith('.gz'));
  expect(paths).toHaveLength(4);
  for (const path of paths) {
    expect(path.replaceAll('\\', '/')).toMatch(
      /^objects\/AWSLogs\/\d{12}\/BedrockModelInvocationLogs\/us-east-1\/\d{4}\/\d\d\/\d\d\/\d\d\/\d{8}T\d{9}Z_[0-9a-f]{16}\.json\.gz$/,
    );
    const lines = gunzipSync(await readFile(join(out, path)))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines).toHaveLength(50);
  }
});

async function contentOf(directory: string): Promise<string> {
  const names = (await readdir(directory)).toSorted();
  const parts = await Promise.all(names.map((name) => readFile(join(directory, name))));
  return parts
    .map((part, index) => (names[index]?.endsWith('.gz') ? gunzipSync(part) : part).toString())
    .join('');
}
