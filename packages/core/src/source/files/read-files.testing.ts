import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { onTestFinished } from 'vitest';

import type { Invocation } from '../../model/invocation.ts';
import type { Progress } from '../../model/log-batch.ts';
import type { ResolvedQuery } from '../../model/query.ts';
import type { Rejection } from '../../model/rejection.ts';
import type { PartialSource } from '../../model/report.ts';
import { aRecord, type RecordFacts } from '../../normalize/record.testing.ts';
import { filesSource, type FilesSourceOptions } from './files-source.ts';

/** A query that wants everything. */
export const anyQuery: ResolvedQuery = {
  window: {
    since: '1970-01-01',
    until: '9999-12-31',
    days: 1,
    askedAs: 'dates',
    startMs: 0,
    endMs: 1e15,
  },
  timeZone: 'UTC',
  regions: [],
  allRegions: false,
  accounts: [],
  logGroups: [],
  groupBy: [],
  where: [],
  deduplicate: false,
};

/** A new folder with these files, gone after the test. */
export async function aFolder(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  return folder;
}

/** A record of the log whose input tokens tell which one it is. */
export function numbered(
  inputTokenCount: number,
  facts: RecordFacts = {},
): Record<string, unknown> {
  return aRecord({ ...facts, input: { ...facts.input, inputTokenCount } });
}

export function numberedLines(count: number): string {
  return Array.from(
    { length: count },
    (_, index) => `${JSON.stringify(numbered(index + 1))}\n`,
  ).join('');
}

export interface ReadFiles {
  invocations: Invocation[];
  /** Input tokens of each, in order: the numbers of `numbered`. */
  numbers: (number | null)[];
  rejections: Rejection[];
  missing: PartialSource[];
  progress: Progress[];
  mostInvocationsAtATime: number;
}

export async function readFiles(
  options: readonly string[] | FilesSourceOptions,
  query: ResolvedQuery = anyQuery,
): Promise<ReadFiles> {
  const all: ReadFiles = {
    invocations: [],
    numbers: [],
    rejections: [],
    missing: [],
    progress: [],
    mostInvocationsAtATime: 0,
  };
  for await (const batch of filesSource(options).read({ query })) {
    all.invocations = all.invocations.concat(batch.invocations);
    all.rejections = all.rejections.concat(batch.rejections);
    all.missing = all.missing.concat(batch.missing);
    if (batch.progress !== null) all.progress.push(batch.progress);
    all.mostInvocationsAtATime = Math.max(all.mostInvocationsAtATime, batch.invocations.length);
  }
  all.numbers = all.invocations.map(({ inputTokens }) => inputTokens);
  return all;
}

/** Text that arrives from a pipe or a file in pieces of this size. */
export function inPieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size)
    pieces.push(bytes.subarray(start, start + size));
  return pieces;
}
