import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulkLines } from '@bedrock-spend/sample-logs/bulk-lines';
import { writeBulk } from '@bedrock-spend/sample-logs/bulk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand } from './run-command.ts';
import { runReader } from './run-reader.ts';

const request = { profile: 'A', seed: 4, count: 300 } as const;
let folder = '';
let bytes = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bench-'));
  ({ bytes } = await writeBulk(request, folder));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test.each(['plain-1/all.ndjson', 'gzip-1/all.ndjson.gz'])(
  'the naive reader counts what is in %s and tells what it cost',
  async (name) => {
    const { totals, cpuSeconds, wallSeconds, peakMegabytes } = await runReader('naive-reader', {
      words: [join(folder, name)],
    });
    const inputTokens = [...bulkLines(request)]
      .map((line) => (JSON.parse(line) as { input?: { inputTokenCount: number } }).input)
      .reduce((sum, input) => sum + (input?.inputTokenCount ?? 0), 0);
    expect(totals).toMatchObject({ requests: 300, inputTokens });
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(wallSeconds).toBeGreaterThan(0);
    expect(peakMegabytes).toBeGreaterThan(10);
  },
);

test('the inflating reader unpacks every byte', async () => {
  const { totals } = await runReader('inflating-reader', {
    words: [join(folder, 'gzip-1/all.ndjson.gz')],
  });
  expect(totals).toEqual({ bytes });
});

test('a reader that fails says so', async () => {
  await expect(runReader('naive-reader', { words: [join(folder, 'missing')] })).rejects.toThrow(
    'naive-reader failed',
  );
});

test('a line of shell is timed, and one that fails is an error', async () => {
  const { cpuSeconds, wallSeconds } = await runCommand('sleep "$1"', ['0.05']);
  expect(wallSeconds).toBeGreaterThanOrEqual(0.05);
  expect(cpuSeconds).toBeLessThan(wallSeconds);
  await expect(runCommand('exit 3', [])).rejects.toThrow('Command failed');
});
