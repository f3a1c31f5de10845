import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { NewEvent } from '../event-store/event-store.ts';
import { readEventFile } from './read-event-file.ts';

const START = Date.UTC(2026, 0, 1);

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-files-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Buffer) {
  const path = join(folder, name);
  await writeFile(path, content);
  return eventsOf(path);
}

async function eventsOf(path: string): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  for await (const event of readEventFile(path, START)) events.push(event);
  return events;
}

test('A record becomes an event of its own time, byte for byte', async () => {
  const line = '{"timestamp":"2026-01-05T00:00:14Z","text":"a\u2028b" }';
  expect(await read('record.ndjson', `${line}\n`)).toEqual([
    {
      timestamp: Date.UTC(2026, 0, 5, 0, 0, 14),
      message: line,
      ingestionTime: Date.UTC(2026, 0, 5, 0, 0, 23),
    },
  ]);
});

test('An event with times in milliseconds is unpacked', async () => {
  const events = [
    { timestamp: 5000, message: 'plain' },
    { timestamp: 6000, message: '{"a":1}', ingestionTime: 6500 },
  ];
  expect(
    await read('events.ndjson', events.map((event) => JSON.stringify(event)).join('\n')),
  ).toEqual([{ ...events[0], ingestionTime: 14_000 }, events[1]]);
});

test('A line without a time gets the time of the line before it', async () => {
  const lines = [
    'Permissions are correctly set for Amazon Bedrock logs.',
    '{"timestamp":"2026-01-05T00:00:00Z"}',
    '{"timestamp":"yesterday"}',
  ];
  const events = await read('lines.ndjson', lines.join('\n'));
  expect(events.map(({ timestamp }) => timestamp)).toEqual([
    START,
    Date.UTC(2026, 0, 5),
    Date.UTC(2026, 0, 5),
  ]);
});

test('A compressed file is read as it is', async () => {
  const lines = Array.from({ length: 5000 }, (_, index) => JSON.stringify({ index }));
  const events = await read('many.ndjson.gz', gzipSync(lines.join('\n')));
  expect(events.map(({ message }) => message)).toEqual(lines);
});

test.each([
  ['missing.ndjson', 'ENOENT'],
  ['missing.ndjson.gz', 'ENOENT'],
])('A file that is not there is named: %s', async (name, message) => {
  await expect(eventsOf(join(folder, name))).rejects.toThrow(message);
});
