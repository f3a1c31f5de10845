import { describe, expect, test } from 'vitest';

import { manyRows, reportOf } from './example-reports.testing.ts';
import { formats, present, type Format } from './present.ts';
import { anInvocation } from '../model/invocation.testing.ts';
import { parseModelId } from '../model/model-id.ts';
import type { Report } from '../model/report.ts';

describe('Amounts', () => {
  test.each([
    ['0', '0.0000'],
    ['7.47857168', '7.4786'],
    ['0.00005', '0.0000'],
    ['0.00015', '0.0002'],
    ['0.000150000000000000001', '0.0002'],
    ['0.00025', '0.0002'],
    ['123456789012345678.99995', '123456789012345679.0000'],
  ])('of %s are rounded half to even: %s', async (costUsd, printed) => {
    const report = await reportOf([anInvocation()]);
    const text = present(
      { ...report, totals: { ...report.totals, costUsd } },
      { format: 'classic' },
    );
    expect(text).toContain(`\nTotal Cost: ${printed}\n`);
  });

  test('have thousands separators where people read them', async () => {
    const report = await reportOf([anInvocation()]);
    const totals = {
      ...report.totals,
      costUsd: '1234567.5',
      requests: 1_000,
      totalTokens: 12_345_678,
    };
    for (const format of ['table', 'markdown'] as const) {
      const text = present({ ...report, totals }, { format });
      expect(text).toContain('$1,234,567.5000');
      expect(text).toContain('12,345,678');
      expect(text).toContain('1,000');
    }
  });
});

describe('A table', () => {
  test('may have more rows than a function can have arguments', async () => {
    const report = await reportOf([anInvocation()]);
    const [row] = report.sections.byModel ?? [];
    const byModel = Array.from({ length: 130_000 }, (_, index) => ({ ...row!, key: `m${index}` }));
    const text = present({ ...report, sections: { byModel } }, { format: 'table' });
    expect(text).toContain('\nm129999 ');
  });
});

describe('Options', () => {
  test.each([0, -1, 1.5, Number.NaN])('a top of %d is refused', async (top) => {
    const report = await reportOf([anInvocation()]);
    expect(() => present(report, { format: 'classic', top })).toThrow(
      `Give top as a whole number from 1 on, not ${top}.`,
    );
  });

  test('a top of 1 is the least', () => {
    expect(present(manyRows, { format: 'classic', top: 1 })).toContain('\n… 11 more: ');
  });

  test('an unknown format is refused with those that there are', async () => {
    const report = await reportOf([anInvocation()]);
    expect(() => present(report, { format: 'xml' as Format })).toThrow(
      'There is no format "xml"; use classic, table, markdown, json, csv.',
    );
  });
});

describe('Without usage', () => {
  const sentence = 'No Bedrock usage data found for the specified period.';
  const partialSentence =
    'Not everything could be read, and what could be read holds no Bedrock usage of the specified period.';

  test('the classic text is one sentence', async () => {
    expect(present(await reportOf([]), { format: 'classic' })).toBe(`${sentence}\n`);
  });

  test('lines that were skipped stand under it', async () => {
    const report: Report = {
      ...(await reportOf([])),
      rejected: [{ reason: 'not-json', count: 2, examples: [] }],
    };
    expect(present(report, { format: 'classic' })).toBe(
      `${sentence}\n\nSkipped: 2 lines (not JSON)\n`,
    );
  });

  test('it does not look like none where something could not be read', async () => {
    const report: Report = {
      ...(await reportOf([])),
      partial: [{ origin: 'a', reason: 'unreadable', message: 'It is a folder.' }],
      rejected: [{ reason: 'not-json', count: 2, examples: [] }],
    };
    expect(present(report, { format: 'classic' })).toBe(
      `${partialSentence}\n\nPartial: a (unreadable): It is a folder.\nSkipped: 2 lines (not JSON)\n`,
    );
    for (const format of ['table', 'markdown'] as const) {
      const text = present(report, { format });
      expect(text.replaceAll(/\s+/g, ' ')).toContain(partialSentence);
      expect(text).not.toContain(sentence);
      expect(text).toContain('It is a folder.');
      expect(text).toContain('2 lines (not JSON)');
    }
  });

  test('the table says how many records were read, and nothing about their cost', async () => {
    const report = await reportOf([anInvocation({ timestampMs: 0 })]);
    expect(present(report, { format: 'table' })).toBe(
      [
        'Bedrock spend, 2026-05-01 to 2026-05-07 (7 days, UTC), all regions',
        'logs: 1 record',
        '',
        sentence,
        '1 record read; none is in this period and passes the filters.',
        '',
      ].join('\n'),
    );
  });

  test('a single call is usage', async () => {
    const text = present(await reportOf([anInvocation()]), { format: 'table' });
    expect(text).toMatch(/^Requests +1$/m);
    expect(text).toMatch(/^Coverage +1 of 1 served request priced in full/m);
  });
});

describe('Names with characters that do not show', () => {
  const nasty = 'a\u001b[31mb\u202Ec\u0007d\u200Be\u2028f\u009Bg\nh\u{E0041}';
  const escaped = String.raw`a\u001b[31mb\u202ec\u0007d\u200be\u2028f\u009bg\u000ah\udb40\udc41`;

  test.each<Format>([...formats])('are escaped in %s, wherever they come from', async (format) => {
    const tag = `requestMetadata.${nasty}` as const;
    const report = await reportOf(
      [
        anInvocation({
          principalArn: nasty,
          region: nasty,
          operation: nasty,
          accountId: nasty,
          errorCode: nasty,
          model: parseModelId(`x.${nasty}`),
          requestMetadata: { [nasty]: nasty },
        }),
        // Its reason for having no price names the region.
        anInvocation({
          region: `us-gov-${nasty}`,
          model: parseModelId('amazon.nova-pro-v1'),
          requestMetadata: { [nasty]: nasty },
        }),
      ],
      {
        groupBy: ['region', 'model', 'principal', 'operation', 'account', 'error', tag],
        where: [{ dimension: tag, values: [nasty] }],
      },
    );
    const text = present(
      {
        ...report,
        sources: report.sources.map((source) => ({ ...source, name: nasty })),
        partial: [{ origin: nasty, reason: 'denied', message: nasty }],
        rejected: [
          { reason: 'not-json', count: 1, examples: [{ origin: nasty, line: 1, detail: nasty }] },
        ],
        queryCost: { costUsd: '1', basis: nasty },
      },
      { format, width: 400 },
    );
    expect(text.replaceAll(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(text).toMatch(/a\\{1,2}u001b\\?\[31mb/);
  });

  test('come back from JSON as they were', async () => {
    const report = await reportOf([anInvocation({ region: nasty })]);
    expect(JSON.parse(present(report, { format: 'json' }))).toEqual(report);
  });

  test('are written as JSON writes them', async () => {
    const report = await reportOf([anInvocation({ principalArn: nasty })]);
    expect(present(report, { format: 'classic' })).toContain(`\n${escaped}: Requests=1,`);
  });
});
