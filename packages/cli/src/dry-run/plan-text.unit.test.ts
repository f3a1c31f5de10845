import type { PlannedRead } from '@bedrock-spend/core';
import { describe, expect, it } from 'vitest';
import { planText } from './plan-text.ts';

const group = '111122223333 us-east-1 /aws/bedrock/modelinvocations';
const day = (date: string): number => Date.parse(`${date}T00:00Z`);

function queryOf(startMs: number): string {
  return `filter toMillis(@timestamp) >= ${startMs}\n| stats count(*) as requests by bin(1d) as bucket`;
}

function read(first: string, end: string, own: Partial<PlannedRead> = {}): PlannedRead {
  const startMs = day(first);
  return {
    source: group,
    query: queryOf(startMs),
    startMs,
    endMs: day(end),
    scannedBytes: 2 ** 30,
    costUsd: '0.005',
    ...own,
  };
}

const cached = { query: null, scannedBytes: 0, costUsd: '0' };
const lines = (reads: readonly PlannedRead[], width = 80): string[] =>
  planText(reads, { width }).split('\n');

describe('what a report would ask', () => {
  it('is one row for each range, in order of time, with exact sums', () => {
    const reads = [
      read('2026-11-01', '2026-11-10', cached),
      read('2026-11-21', '2026-11-22'),
      read('2026-11-10', '2026-11-20', { scannedBytes: 2 ** 31, costUsd: '0.01' }),
      read('2026-11-10', '2026-11-12', { source: '444455556666 eu-west-1 g' }),
    ];
    expect(lines(reads).slice(3, 13)).toEqual([
      'What a report would ask of AWS, and what that costs at most; nothing was read.',
      '',
      'Range (UTC)                  Asked       Scans     Costs',
      group,
      '  2026-11-01 to 2026-11-09   cache           -         -',
      '  2026-11-10 to 2026-11-19   Insights   2.1 GB   $0.0100',
      '  2026-11-21                 Insights   1.1 GB   $0.0050',
      '444455556666 eu-west-1 g',
      '  2026-11-10 to 2026-11-11   Insights   1.1 GB   $0.0050',
      'Total, at most                          4.3 GB   $0.0200',
    ]);
  });

  it('shows a text once that differs only in its times, and says where all of them are', () => {
    const text = lines([read('2026-11-01', '2026-11-10'), read('2026-11-12', '2026-11-20')]);
    expect(text.filter((line) => line.includes('| stats'))).toHaveLength(1);
    expect(text).toContain('All 2 texts, with their times: --json.');
  });

  it('shows each text that asks for something else', () => {
    const filter = { query: 'FilterLogEvents { … }', scannedBytes: 0, costUsd: '0' };
    const text = lines([
      read('2026-11-01', '2026-11-10'),
      read('2026-11-01', '2026-11-10', filter),
    ]);
    expect(text).toContain('  FilterLogEvents { … }');
    expect(text.join(' ')).toMatch(/Insights: one query .* FilterLogEvents: fetches every record/);
  });

  it('says that what is not known is not known, rather than 0', () => {
    const unknown = { scannedBytes: null, costUsd: null };
    const text = lines([
      read('2026-11-01', '2026-11-02', unknown),
      read('2026-11-03', '2026-11-04'),
    ]);
    expect(text.find((line) => line.startsWith('Total'))).toMatch(/not known +not known$/);
  });

  it('names what cannot be read and why, and adds up the others', () => {
    const problem = 'Account 444455556666 cannot be read: there is no role that lets anybody in.';
    const denied = { query: null, scannedBytes: null, costUsd: null, problem };
    const text = lines([
      read('2026-11-01', '2026-11-10'),
      read('2026-11-01', '2026-11-10', { ...denied, source: '444455556666 us-east-1 g' }),
      read('2026-11-01', '2026-11-10', { ...denied, source: '444455556666 us-west-2 g' }),
    ]);
    expect(text.slice(5, 16)).toEqual([
      'Range (UTC)                    Asked          Scans     Costs',
      group,
      '  2026-11-01 to 2026-11-09     Insights      1.1 GB   $0.0050',
      '444455556666 us-east-1 g',
      '  2026-11-01 to 2026-11-09     not planned        -         -',
      '444455556666 us-west-2 g',
      '  2026-11-01 to 2026-11-09     not planned        -         -',
      'Total of the others, at most                 1.1 GB   $0.0050',
      '',
      'Account 444455556666 cannot be read: there is no role that lets anybody in.',
      'Insights: one query for each range adds up its calls by day, model, region,',
    ]);
  });

  it('breaks the names of many regions', () => {
    const regions = Array.from({ length: 20 }, (_, index) => `ap-northeast-${index}`).join(', ');
    const source = `444455556666 ${regions}`;
    const denied = { query: null, scannedBytes: null, costUsd: null, problem: 'x', source };
    const text = lines([read('2026-11-01', '2026-11-10', denied)]);
    expect(text.every((line) => line.length <= 80)).toBe(true);
    expect(text.join(' ')).toContain(regions);
  });

  it('gives times where ranges are not whole days', () => {
    const range = { startMs: day('2026-11-01') - 7_200_000, endMs: day('2026-11-02') };
    expect(lines([read('2026-11-01', '2026-11-02', range)]).join('\n')).toContain(
      '  2026-10-31 22:00 to 2026-11-02 00:00   Insights',
    );
  });

  it('is nothing where everything is kept, or log groups are younger', () => {
    const kept = planText([read('2026-11-01', '2026-11-10', cached)], { width: 80 });
    expect(kept).toMatch(/^What a report would ask/);
    expect(kept).toMatch(/^Total, at most +0 bytes +\$0\.0000$/m);
    expect(planText([], { width: 80 })).toMatch(/^The report would ask nothing: /);
  });

  it.each([80, 120])('fits %i columns', (width) => {
    const text = lines(
      [read('2026-11-01', '2026-11-10'), read('2026-11-12', '2026-11-20', cached)],
      width,
    );
    expect(text.every((line) => line.length <= width)).toBe(true);
  });
});
