import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { LogRecord } from '../log-record.ts';
import { demoDays, demoLastDay, demoRecords, demoSpikeDay } from './demo-records.ts';
import { demoFile } from './write-demo.ts';

const committed = readFileSync(
  new URL('../../../../packages/cli/sample/invocations.ndjson.gz', import.meta.url),
);
const records = demoRecords();

test('making the sample again gives the committed file, byte for byte', () => {
  expect(Buffer.from(demoFile()).equals(committed)).toBe(true);
});

test('the sample is at most 400 KB', () => {
  expect(committed.length).toBeLessThanOrEqual(400_000);
});

test('every line of the sample is a record with the keys in the order of 2026', () => {
  const order = [
    'timestamp',
    'accountId',
    'region',
    'requestId',
    'operation',
    'modelId',
    'requestMetadata',
    'errorCode',
    'input',
    'output',
    'identity',
    'inferenceRegion',
    'schemaType',
    'schemaVersion',
  ];
  const lines = gunzipSync(committed).toString().trimEnd().split('\n');
  for (const line of lines) {
    const keys = Object.keys(JSON.parse(line) as object);
    expect(keys).toEqual(order.filter((key) => keys.includes(key)));
  }
  expect(lines).toHaveLength(records.length);
});

test('another seed gives another sample', () => {
  expect(demoRecords(1)[0]).not.toEqual(records[0]);
});

test('it has calls on every day up to the last, oldest first', () => {
  const days = [...new Set(records.map(dayOf))];
  expect(days).toHaveLength(demoDays);
  expect(days.at(-1)).toBe(demoLastDay);
  const times = records.map((record) => record.timestamp);
  expect(times).toEqual(times.toSorted());
});

test('weekends are quiet', () => {
  const perDay = Map.groupBy(records, dayOf);
  const ofWeekend = [...perDay].filter(([day]) => [0, 6].includes(new Date(day).getUTCDay()));
  const ofWeek = [...perDay].filter(([day]) => ![0, 6].includes(new Date(day).getUTCDay()));
  const busiestOfWeekend = Math.max(...ofWeekend.map(([, calls]) => calls.length));
  expect(busiestOfWeekend).toBeLessThan(Math.min(...ofWeek.map(([, calls]) => calls.length)) / 2);
});

test('it shows eight models or more, several teams, three regions and two accounts', () => {
  expect(distinct((record) => record.modelId).size).toBeGreaterThanOrEqual(8);
  expect(distinct((record) => record.requestMetadata?.team)).toEqual(
    new Set([undefined, 'platform', 'support', 'search', 'localization', 'finance', 'data']),
  );
  expect(distinct((record) => record.requestMetadata?.feature).size).toBeGreaterThan(8);
  expect(distinct((record) => record.region)).toEqual(
    new Set(['us-east-1', 'us-west-2', 'eu-central-1']),
  );
  expect(distinct((record) => record.accountId).size).toBe(2);
});

test('it has plain, geo and global model ids, an embedding model and one imported model', () => {
  const models = [...distinct((record) => record.modelId)];
  expect(models.filter((model) => /(?:^|\/)global\./.test(model))).not.toEqual([]);
  expect(models.filter((model) => /(?:^|\/)us\./.test(model))).not.toEqual([]);
  expect(models).toContain('moonshotai.kimi-k2.5');
  expect(models).toContain('amazon.titan-embed-text-v2:0');
  expect(models.filter((model) => model.includes(':imported-model/'))).toHaveLength(1);
});

test('its people are at example.com; its other callers are instances, functions and users', () => {
  const callers = [...distinct((record) => record.identity.arn)];
  const people = callers.filter((arn) => arn.includes('AWSReservedSSO_'));
  expect(people.length).toBeGreaterThanOrEqual(8);
  for (const arn of callers.filter((caller) => caller.includes('@'))) {
    expect(arn).toMatch(/@example\.com$/);
  }
  expect(callers.some((arn) => /\/i-[0-9a-f]{17}$/.test(arn))).toBe(true);
  expect(callers.some((arn) => arn.endsWith('/ticket-triage-prod'))).toBe(true);
  expect(callers.some((arn) => arn.includes(':user/'))).toBe(true);
});

test('it has cache reads and writes, failed calls, blocked calls and counts that stand in the body', () => {
  expect(count((record) => (record.input?.cacheReadInputTokenCount ?? 0) > 0)).toBeGreaterThan(500);
  expect(count((record) => (record.input?.cacheWriteInputTokenCount ?? 0) > 0)).toBeGreaterThan(
    500,
  );
  expect(count((record) => record.errorCode === 'ThrottlingException')).toBeGreaterThan(10);
  expect(distinct((record) => record.errorCode).size).toBeGreaterThan(3);
  expect(count((record) => bodyText(record).includes('INTERVENED'))).toBeGreaterThan(0);
  expect(count((record) => bodyText(record).includes('cacheDetails'))).toBeGreaterThan(0);
});

test('it holds no prompt and no completion', () => {
  expect(records.every((record) => record.input?.inputBodyJson === undefined)).toBe(true);
  expect(records.map(bodyText).every((text) => !/text|content/.test(text))).toBe(true);
});

test('one day stands out, and one team and model cause it', () => {
  const perDay = Map.groupBy(records, dayOf);
  const spike = perDay.get(demoSpikeDay) ?? [];
  const otherDays = [...perDay].filter(([day]) => day !== demoSpikeDay);
  expect(uncached(spike)).toBeGreaterThan(
    10 * Math.max(...otherDays.map(([, calls]) => uncached(calls))),
  );
  const cause = spike.filter(
    (record) =>
      record.requestMetadata?.team === 'search' && record.modelId.includes('claude-sonnet-4-5'),
  );
  expect(uncached(cause) / uncached(spike)).toBeGreaterThan(0.95);
});

function uncached(calls: readonly LogRecord[]): number {
  return calls.reduce((sum, record) => sum + (record.input?.inputTokenCount ?? 0), 0);
}

function distinct<T>(value: (record: LogRecord) => T): Set<T> {
  return new Set(records.map(value));
}

function count(matches: (record: LogRecord) => boolean): number {
  return records.filter(matches).length;
}

function dayOf(record: LogRecord): string {
  return record.timestamp.slice(0, 10);
}

function bodyText(record: LogRecord): string {
  return JSON.stringify(record.output?.outputBodyJson ?? null);
}
