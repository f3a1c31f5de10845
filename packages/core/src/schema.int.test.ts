import { readFileSync } from 'node:fs';

import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fixtureText, linesSource } from './fixtures.testing.ts';
import {
  createReport,
  listInvocations,
  memorySource,
  present,
  presentInvocations,
} from './index.ts';
import { arbitraryInvocation } from './model/invocation.testing.ts';
import type { SetupReport } from './model/setup-report.ts';
import {
  invocationListSchema,
  invocationsJsonSchema,
  reportJsonSchema,
  reportSchema,
  setupJsonSchema,
} from './schema.ts';

const now = new Date('2026-11-22T12:00:00Z');
const validate = new Ajv2020().compile(reportJsonSchema());

describe('The JSON Schema of reports', () => {
  test('is committed as it is generated: npm run schemas -w packages/core', () => {
    const file = new URL('../schemas/report.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(reportJsonSchema());
  });

  test('holds for the report of every shape of record, read back from its JSON', async () => {
    const source = linesSource(fixtureText('log-records.ndjson').split('\n'));
    const query = { since: '2025-01-01', until: '2026-12-31', deduplicate: true };
    const report = await createReport(source, query, { now });
    const read: unknown = JSON.parse(present(report, { format: 'json' }));
    expect(read).toEqual(report);
    expect(validate(read) || validate.errors).toBe(true);
  });

  test('holds for a report without usage', async () => {
    const report = await createReport(memorySource([]), {}, { now });
    expect(validate(report) || validate.errors).toBe(true);
  });

  test('holds for reports of any calls, and says what zod says', async () => {
    const times = [Date.parse('2026-05-01'), Date.parse('2026-05-08') - 1] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryInvocation(times)), async (invocations) => {
        const query = {
          month: '2026-05',
          where: [{ dimension: 'error' as const, values: ['x'], negated: true }],
        };
        const report = await createReport(memorySource(invocations), query, { now });
        expect(validate(report) || validate.errors).toBe(true);
        expect(reportSchema.parse(report)).toEqual(report);
      }),
      { numRuns: 30 },
    );
  });

  test('does not hold for an amount that is a number, or for a property that is missing', async () => {
    const report = await createReport(memorySource([]), {}, { now });
    expect(validate({ ...report, totals: { ...report.totals, costUsd: 7.4786 } })).toBe(false);
    expect(validate({ ...report, sections: undefined })).toBe(false);
    expect(validate({ ...report, schemaVersion: '2.0' })).toBe(false);
  });

  test('allows properties that a later minor version adds', async () => {
    const report = await createReport(memorySource([]), {}, { now });
    expect(validate({ ...report, weather: 'fine' })).toBe(true);
  });
});

describe('The JSON Schema of lists of calls', () => {
  const validateList = new Ajv2020().compile(invocationsJsonSchema());

  test('is committed as it is generated: npm run schemas -w packages/core', () => {
    const file = new URL('../schemas/invocations.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(invocationsJsonSchema());
  });

  test('holds for every shape of record, read back from its JSON', async () => {
    const source = linesSource(fixtureText('log-records.ndjson').split('\n'));
    const query = { since: '2025-01-01', until: '2026-12-31' };
    const list = await listInvocations(source, query, { now, limit: 10 });
    const read: unknown = JSON.parse(presentInvocations(list, { format: 'json' }));
    expect(read).toEqual(list);
    expect(validateList(read) || validateList.errors).toBe(true);
    expect(validateList({ ...list, matched: '17' })).toBe(false);
  });

  test('holds for any calls, and says what zod says', async () => {
    const times = [Date.parse('2026-05-01'), Date.parse('2026-05-08') - 1] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(arbitraryInvocation(times)), async (invocations) => {
        const list = await listInvocations(
          memorySource(invocations),
          { month: '2026-05' },
          { now },
        );
        expect(validateList(list) || validateList.errors).toBe(true);
        expect(invocationListSchema.parse(list)).toEqual(list);
      }),
      { numRuns: 30 },
    );
  });
});

describe('The JSON Schema of setup checks', () => {
  const validateSetup = new Ajv2020().compile(setupJsonSchema());

  test('is committed as it is generated: npm run schemas -w packages/core', () => {
    const file = new URL('../schemas/setup.schema.json', import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(setupJsonSchema());
  });

  test('holds for a check without credentials, and not without its policy', () => {
    const setup: SetupReport = {
      schemaVersion: '1.0',
      status: 'no-credentials',
      identity: null,
      credentials: { status: 'failed', message: 'No AWS credentials were found.' },
      accounts: [],
      permissions: [],
      advice: ['No AWS credentials were found.'],
      notSeen: [],
      policy: { Version: '2012-10-17', Statement: [] },
      otherAccounts: [],
      commands: [],
    };
    expect(validateSetup(setup) || validateSetup.errors).toBe(true);
    expect(validateSetup({ ...setup, weather: 'fine' })).toBe(true);
    expect(validateSetup({ ...setup, policy: undefined })).toBe(false);
    expect(validateSetup({ ...setup, status: 'fine' })).toBe(false);
  });
});
