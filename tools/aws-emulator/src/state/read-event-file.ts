import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { NewEvent } from '../event-store/event-store.ts';
import { INGESTION_LAG_MS } from './ingestion-lag.ts';

/**
 * Events of a file of lines. A line is a record, whose `timestamp` becomes the event's, or an event
 * `{timestamp, message, ingestionTime?}` with times in milliseconds. A line that is neither gets the
 * time of the one before: such lines are in real logs too.
 */
export async function* readEventFile(path: string, startMs: number): AsyncGenerator<NewEvent> {
  const file = createReadStream(path);
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  // A pipe does not hand on the error of its source.
  file.on('error', (error) => input.destroy(error));
  let lastMs = startMs;
  for await (const line of linesOf(input.setEncoding('utf8'))) {
    if (line.trim() === '') continue;
    const event = eventOf(line, lastMs);
    lastMs = event.timestamp;
    yield event;
  }
}

/** Not `readline`: it splits at U+2028 too, which may stand in a string of JSON. */
async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const text of texts) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

/** One line of such a file; `fallbackMs` is the time of a line that has none. */
export function eventOf(line: string, fallbackMs: number): NewEvent {
  const record = parseObject(line);
  const time = record['timestamp'];
  if (typeof time === 'number' && typeof record['message'] === 'string') {
    const ingestionTime = record['ingestionTime'] ?? time + INGESTION_LAG_MS;
    return { timestamp: time, message: record['message'], ingestionTime: Number(ingestionTime) };
  }
  const parsedMs = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  const timestamp = Number.isNaN(parsedMs) ? fallbackMs : parsedMs;
  return { timestamp, message: line, ingestionTime: timestamp + INGESTION_LAG_MS };
}

function parseObject(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
