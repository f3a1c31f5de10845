import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

import { billFormats, presentBill, type BillFormat } from './bill.ts';
import type { Bill } from '../model/bill.ts';
import { billJsonSchema, billSchema } from '../schema.ts';

const noDifference = { differenceUsd: null, differencePercent: null };
const longType = 'USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-global-standard';
const edition = 'Claude Opus 5.5 (Amazon Bedrock Edition)';

const bill: Bill = {
  schemaVersion: '1.0',
  currency: 'USD',
  window: { since: '2026-10-01', until: '2026-10-04', days: 4 },
  timeZone: 'UTC',
  accounts: ['111122223333'],
  regions: [],
  services: [
    { name: 'Amazon Bedrock', billedUsd: '1234.5' },
    { name: edition, billedUsd: '1500.25' },
  ],
  days: [
    {
      date: '2026-10-01',
      status: 'billed',
      billedUsd: '1234.5',
      estimatedUsd: '1230.1',
      estimateStatus: 'complete',
      differenceUsd: '-4.4',
      differencePercent: '-0.36',
    },
    {
      date: '2026-10-02',
      status: 'estimated-only',
      billedUsd: '0',
      estimatedUsd: '3.1',
      estimateStatus: 'incomplete',
      differenceUsd: '3.1',
      differencePercent: null,
    },
    {
      date: '2026-10-03',
      status: 'pending',
      billedUsd: '1500.25',
      estimatedUsd: null,
      estimateStatus: 'unpriced',
      ...noDifference,
    },
    {
      date: '2026-10-04',
      status: 'pending',
      billedUsd: null,
      estimatedUsd: '12.25',
      estimateStatus: 'complete',
      ...noDifference,
    },
  ],
  totals: {
    final: {
      days: 2,
      billedUsd: '1234.5',
      estimatedUsd: '1233.2',
      differenceUsd: '-1.3',
      differencePercent: '-0.11',
    },
    pending: { days: 2, billedUsd: '1500.25', estimatedUsd: '12.25', ...noDifference },
    adjustmentsUsd: '-3',
  },
  lines: [
    {
      date: '2026-10-01',
      service: 'Amazon Bedrock',
      usageType: 'USE1-NovaPro-input-tokens',
      billedUsd: '1234.5',
      quantity: '1234567.12345',
      unit: '1K tokens',
    },
    {
      date: '2026-10-03',
      service: edition,
      usageType: longType,
      billedUsd: '1500.25',
      quantity: '0.000123',
      unit: 'Units',
    },
  ],
  adjustments: [
    { date: '2026-10-01', service: 'Amazon Bedrock', recordType: 'Credit', billedUsd: '-3' },
  ],
  estimate: {
    costUsd: '1245.45',
    costStatus: 'incomplete',
    requests: 1000,
    unpricedRequests: 3,
    sources: [{ kind: 'files', name: 'logs/', records: 1000, bytes: 1 }],
    unpriced: [
      { model: 'no.such', region: 'us-east-1', reasons: ['?'], requests: 3, totalTokens: 10 },
    ],
    assumptions: [],
    rejected: [],
    partial: [{ origin: 'logs/a.gz', reason: 'truncated', message: 'It ends too early.' }],
    queryCost: null,
  },
  estimateProblem: null,
  queryCost: { costUsd: '0.03', basis: '3 requests to Cost Explorer' },
};

test('The example is a bill, also by the JSON Schema that is published', () => {
  const file = new URL('../../schemas/bill.schema.json', import.meta.url);
  const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
  expect(schema).toEqual(billJsonSchema());
  const validate = new Ajv2020().compile(schema as object);
  expect(validate(bill) || validate.errors).toBe(true);
  expect(billSchema.strict().parse(bill)).toEqual(bill);
});

describe('As a table', () => {
  test('a bill shows days, usage types and what one has to know, in 80 columns', () => {
    const text = presentBill(bill, { format: 'table' });
    expect(text).toBe(
      [
        'Bedrock bill, 2026-10-01 to 2026-10-04 (4 days, UTC), 111122223333, all regions',
        '',
        'Day         Status               Billed     Estimated  Difference',
        '2026-10-01  billed          $1,234.5000   $1,230.1000    -$4.4000  -0.36 %',
        '2026-10-02  estimated only      $0.0000      $3.1000+    +$3.1000',
        '2026-10-03  pending         $1,500.2500      unpriced           -',
        '2026-10-04  pending                   -      $12.2500           -',
        '2 days      final           $1,234.5000  $1,233.2000+    -$1.3000  -0.11 %',
        '2 days      pending         $1,500.2500     $12.2500+           -',
        '',
        'Service, usage type                             Quantity       Unit       Billed',
        'Claude Opus 5.5 (Amazon Bedrock Edition)                             $1,500.2500',
        '  USW2-anthropic.cla…kens-global-standard       0.000123      Units  $1,500.2500',
        'Amazon Bedrock                                                       $1,234.5000',
        '  USE1-NovaPro-input-tokens                1,234,567.123  1K tokens  $1,234.5000',
        '',
        'Bill        pending days are not final: AWS adds to them for a day or two, and',
        '            settles the month after its end',
        '            AWS billed nothing for days with calls in the logs: check that the',
        '            bill is of the same account and regions',
        '            Credit of -$3.0000 for Amazon Bedrock, which is not in the figures',
        '            above',
        'Unpriced    the estimate, marked +, lacks all or a part of 3 requests: no.such',
        'Partial     logs/a.gz (truncated): It ends too early.',
        'Query cost  $0.0300 for 3 requests to Cost Explorer',
        'Coverage    estimated from logs/; the difference is the estimate less the bill;',
        '            invocation logs do not show calls outside bedrock-runtime or batch',
        '            jobs',
        '',
      ].join('\n'),
    );
  });

  test('a bill without an estimate has no columns for one', () => {
    const text = presentBill({ ...bill, estimate: null }, { format: 'table' });
    expect(text).toContain('Day         Status               Billed\n');
    expect(text).not.toMatch(/Estimated|Coverage/);
  });

  test('a bill that lacks the estimate that was asked for says why', () => {
    const alone = { ...bill, estimate: null, estimateProblem: 'The log group x does not exist.' };
    expect(presentBill(alone, { format: 'table', width: 120 })).toContain(
      'Partial     there is no estimate beside the bill: The log group x does not exist.\n',
    );
    expect(presentBill(alone, { format: 'markdown' })).toContain(
      '- **Partial:** there is no estimate beside the bill: ',
    );
  });

  test('a bill without Bedrock says so', () => {
    const none = { ...bill, services: [], lines: [] };
    expect(presentBill(none, { format: 'table', width: 120 })).toContain(
      'Cost Explorer lists no service with Bedrock in its name for these days',
    );
  });
});

test('As Markdown a bill has whole names, and sums that stand out', () => {
  const text = presentBill(bill, { format: 'markdown' });
  expect(text).toContain(`| ${longType} | 0.000123 | Units | \\$1,500.2500 |`);
  expect(text).toContain('| **2 days** | **final** | **\\$1,234.5000** |');
});

test('As CSV a bill has exact amounts, and empty cells for what is not known', () => {
  const lines = presentBill(bill, { format: 'csv' }).split('\r\n');
  expect(lines).toHaveLength(9);
  expect(lines).toContain('day,2026-10-03,pending,,,,,,1500.25,,unpriced,,');
  expect(lines).toContain(`usage,2026-10-03,,${edition},${longType},,0.000123,Units,1500.25,,,,`);
  expect(lines).toContain('adjustment,2026-10-01,,Amazon Bedrock,,Credit,,,-3,,,,');
});

test('As JSON a bill is what it was', () => {
  expect(JSON.parse(presentBill(bill, { format: 'json' }))).toEqual(bill);
});

test.each(billFormats)('Names can neither move the cursor nor be formulas: %s', (format) => {
  const service = '=HYPERLINK("x")\u001b[2J Bedrock';
  const evil: Bill = {
    ...bill,
    services: [{ name: service, billedUsd: '1' }],
    lines: bill.lines.map((line) => ({ ...line, service, usageType: '+1\u0007' })),
    adjustments: [{ date: '2026-10-01', service, recordType: '@SUM', billedUsd: '1' }],
  };
  const text = presentBill(evil, { format });
  // oxlint-disable-next-line no-control-regex -- the marks are control sequences
  expect(text).not.toMatch(/[\u0000-\u0009\u000b\u000c\u000e-\u001f]/);
  expect(format === 'csv' && /(?:^|,)"?[=@+]/m.test(text)).toBe(false);
});

test('An unknown format is refused', () => {
  expect(() => presentBill(bill, { format: 'html' as BillFormat })).toThrow(
    'Give a format of a bill: table, markdown, json, csv; it is "html".',
  );
});
