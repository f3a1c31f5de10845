import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReport, type Report } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { mixedDefaults } from '@bedrock-spend/sample-logs/mixed';
import { writeMixed } from '@bedrock-spend/sample-logs/write-mixed';
import { afterAll, beforeAll, expect, test } from 'vitest';

interface Count {
  requests: number;
  input: number;
  read: number;
  written: number;
  completion: number;
}
type Sections = Record<string, Record<string, Count>>;

const script = fileURLToPath(new URL('../../../e2e/src/independent-count.mjs', import.meta.url));
let folder = '';
let report: Report;
let independent: Sections;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agreement-'));
  const log = await writeMixed(folder);
  const { since, until } = mixedDefaults;
  report = await createReport(filesSource([log]), { since, until });
  const output = execFileSync(process.execPath, [script, log, since, until], { encoding: 'utf8' });
  independent = JSON.parse(output) as Sections;
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test.each(['byDay', 'byRegion', 'byModel', 'byPrincipal'])(
  '%s agrees with a script that shares nothing with the library',
  (name) => {
    const ours = Object.fromEntries(
      (report.sections[name] ?? []).map((row) => [
        row.key,
        {
          requests: row.requests,
          input: row.effectiveInputTokens,
          read: row.cacheReadTokens,
          written: row.cacheWriteTokens,
          completion: row.outputTokens,
        },
      ]),
    );
    expect(ours).toEqual(independent[name]);
    expect(Object.keys(ours).length).toBeGreaterThan(1);
  },
);

test('only the calls inside the window are counted, the last second of its last day included', () => {
  expect(report.totals.requests).toBe(mixedDefaults.count);
});

test('regions with equal totals stand in the order of their names', () => {
  const regions = report.sections['byRegion'] ?? [];
  expect(regions.map((row) => row.key)).toEqual(['eu-west-1', 'us-east-1']);
  expect(regions[0]?.totalTokens).toBe(regions[1]?.totalTokens);
});
