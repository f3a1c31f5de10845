import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

import type { Invocation } from './model/invocation.ts';
import type { LogBatch } from './model/log-batch.ts';
import type { Rejection } from './model/rejection.ts';
import { parseRecord } from './normalize/parse-record.ts';
import type { LogSource } from './source/log-source.ts';

/** Path of a file in `packages/core/fixtures`. */
export function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** Text of a file in `packages/core/fixtures`, unpacked. */
export function fixtureText(name: string): string {
  const bytes = readFileSync(fixturePath(name));
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Reads lines as simply as can be: what the file source has to agree with. */
export function linesSource(lines: readonly string[], name = 'lines'): LogSource {
  const invocations: Invocation[] = [];
  const rejections: Rejection[] = [];
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const location = { origin: name, line: index + 1 };
    const parsed = parseLine(line);
    if ('reason' in parsed) rejections.push({ ...parsed, location });
    else invocations.push(parsed);
  }
  return batchesSource([{ invocations, rejections }], name);
}

/** A source that hands on these batches, one after the other. */
export function batchesSource(batches: readonly Partial<LogBatch>[], name = 'batches'): LogSource {
  return {
    kind: 'memory',
    name,
    async *read() {
      for (const batch of batches) {
        yield {
          invocations: [],
          rejections: [],
          groups: [],
          missing: [],
          progress: null,
          ...batch,
        };
      }
    },
  };
}

function parseLine(line: string): ReturnType<typeof parseRecord> {
  try {
    return parseRecord(JSON.parse(line));
  } catch {
    return { reason: 'not-json', detail: 'the line is not JSON' };
  }
}
