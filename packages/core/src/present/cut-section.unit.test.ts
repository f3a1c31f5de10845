import { expect, test } from 'vitest';

import { cutSection } from './cut-section.ts';
import type { SectionRow } from '../model/report.ts';

function row(key: string, totalTokens: number, costUsd: string): SectionRow {
  const usage = { requests: 1, served: 1, failed: 0, blocked: 0, unknownCounts: 0 };
  const tokens = { inputTokens: totalTokens, outputTokens: 0, cacheReadTokens: 0 };
  const sums = { cacheWriteTokens: 0, effectiveInputTokens: totalTokens, totalTokens };
  return {
    key,
    ...usage,
    ...tokens,
    ...sums,
    costUsd,
    costStatus: 'complete',
    unpricedRequests: 0,
  };
}

const keys = (rows: readonly SectionRow[]): string[] => rows.map(({ key }) => key);

// 9 and 10 dollars compare the other way around as text.
const rows = [row('many-tokens', 900, '2'), row('dear', 100, '10'), row('next', 50, '9')];

test('the biggest rows are those with the most tokens, or the dearest', () => {
  expect(keys(cutSection(rows, { section: 'byModel', top: 1 }).rows)).toEqual(['many-tokens']);

  const { rows: shown, rest } = cutSection(rows, { section: 'byModel', top: 2, by: 'cost' });
  expect(keys(shown)).toEqual(['dear', 'next']);
  expect(rest).toMatchObject({ rowCount: 1, totalTokens: 900, costUsd: '2' });
});

test('days stay in the order of time', () => {
  const { rows: shown } = cutSection(rows, { section: 'byDay', top: 2, by: 'cost' });
  expect(keys(shown)).toEqual(['dear', 'next']);
  expect(keys(cutSection(rows, { section: 'byDay', by: 'cost' }).rows)).toEqual(keys(rows));
});

test('a row that sums others stays the last one', () => {
  const cut = [row('small', 1, '1'), { ...row('… 7 more', 5000, '50'), rowCount: 7 }];
  expect(keys(cutSection(cut, { section: 'byModel', by: 'cost' }).rows)).toEqual(keys(cut));
  expect(keys(cutSection(cut, { section: 'byModel' }).rows)).toEqual(keys(cut));
});
