import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createReport, type Report } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { createRandom } from '@bedrock-spend/sample-logs/random';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fuzzedLines } from '../equality/fuzzed-lines.ts';
import { handMadeLines } from '../equality/hand-made-lines.ts';

let folder = '';
let scanned: Report;
let parsed: Report;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scanned-dollars-'));
  const log = join(folder, 'odd.ndjson');
  const lines = [...handMadeLines(), ...fuzzedLines(4_000, createRandom(7, 'dollars'))];
  await writeFile(log, lines.map((line) => `${line}\n`).join(''));
  [scanned, parsed] = await Promise.all([reportOf(log, false), reportOf(log, true)]);
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

function reportOf(log: string, strict: boolean): Promise<Report> {
  return createReport(
    filesSource({ paths: [log], strict }),
    { since: '2020-01-01', until: '2029-12-30', groupBy: ['day', 'model', 'principal', 'tier'] },
    { now: new Date('2026-11-22T00:00:00Z') },
  );
}

test('scanned lines cost what lines read by JSON.parse cost, in all and in every section', () => {
  expect(scanned).toEqual(parsed);
});

test('the lines it is compared on have dollars, tiers, cache writes and what has no price', () => {
  const { totals, sections, unpriced } = scanned;
  expect(Number(totals.costUsd)).toBeGreaterThan(1);
  expect(totals.requests).toBeGreaterThan(3_000);
  expect(totals.cacheWriteTokens).toBeGreaterThan(0);
  expect(sections['byTier']?.map(({ key }) => key)).toEqual(
    expect.arrayContaining(['standard', 'flex', 'priority', '(none)']),
  );
  expect(unpriced).not.toEqual([]);
});
