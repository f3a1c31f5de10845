import { createReport, memorySource } from '@bedrock-spend/core';
import { filesSource } from '@bedrock-spend/core/files';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtures } from '../../run-command.testing.ts';
import { reportTable } from './report-table.ts';

const plain = { columns: 80, color: false };
const query = { days: 17, until: '2025-04-22' };
const report = await createReport(
  filesSource([join(fixtures, 'published-example.ndjson.gz')]),
  query,
);

describe('the answer of a report in a terminal', () => {
  it('is a table of its width, with what the server has to say about the call', () => {
    const table = reportTable({ ...report, notes: ['Note: \u001B[31mthis'] }, plain);
    expect(table).toMatch(/^claude-3-5-sonnet-20241022-v2:0 .+\$3\.7784/m);
    expect(table).toMatch(/\n\nNote: \\u001b\[31mthis$/);
    expect(Math.max(...table!.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('is in color only where that was asked for', () => {
    expect(reportTable(report, plain)).not.toContain('\u001B');
    expect(reportTable(report, { ...plain, color: true })).toContain('\u001B');
  });

  it('is the same table where the rows came as a table and empty lists were left out', () => {
    const { filters: _f, unpriced: _u, rejected: _r, partial: _p, ...said } = report;
    const columns = ['key', 'requests', 'effectiveInputTokens', 'outputTokens', 'costUsd'] as const;
    const sections = Object.fromEntries(
      Object.entries(report.sections).map(([section, rows]) => [
        section,
        rows.map((row) => columns.map((column) => row[column])),
      ]),
    );
    expect(reportTable({ ...said, columns, sections }, plain)).toBe(reportTable(report, plain));
  });

  it('names the row that sums what was not sent', () => {
    const columns = ['key', 'requests', 'effectiveInputTokens', 'costUsd', 'costStatus'];
    const rows = [
      ['big', 13_000, 7, '7.4', 'incomplete'],
      ['… 9 more', 60, 900, '0', 'unpriced'],
    ];
    const answer = { ...report, columns, sections: { byModel: rows }, moreRows: { byModel: 9 } };
    expect(reportTable(answer, plain)).toMatch(/^big .*\n… 9 more .*unpriced/m);
  });

  it('is a table also when there was no usage', async () => {
    const empty = await createReport(memorySource([]), query);
    expect(reportTable(empty, plain)).toContain('No Bedrock usage data found');
  });

  it.each([
    ['nothing', undefined],
    ['something else', { greeting: 'Hello' }],
    ['a report of another version', { ...report, schemaVersion: '2.0' }],
    [
      'a report that does not add up',
      { ...report, sections: { byDay: report.sections['byDay']!.slice(1) } },
    ],
  ])('is left to the text of the server when it is %s', (_, answer) => {
    expect(reportTable(answer, plain)).toBeNull();
  });
});
