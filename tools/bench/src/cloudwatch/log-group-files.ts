import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bulkLines } from '@bedrock-spend/sample-logs/bulk-lines';

/** An account and region whose log group is filled. */
export interface LogGroupTarget {
  accountId: string;
  region: string;
}

/** Events of one log group, and what is in them, counted as they were made. */
export interface LogGroupFile extends LogGroupTarget {
  path: string;
  totals: Totals;
}

export interface Totals {
  requests: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
}

interface BulkLine {
  accountId: string;
  region: string;
  errorCode?: string;
  input?: {
    inputTokenCount: number;
    cacheReadInputTokenCount?: number;
    cacheWriteInputTokenCount?: number;
  };
  output?: { outputTokenCount: number };
}

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const linesAtATime = 2_000;

/**
 * Records of profile A, dealt out to the log groups one after the other; each says that it is of the
 * account and region it stands in.
 */
export async function logGroupFiles(
  targets: readonly LogGroupTarget[],
  count: number,
): Promise<LogGroupFile[]> {
  const folder = join(cache, `log-groups-${targets.length}-${count}`);
  const complete = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (complete !== null) return JSON.parse(complete) as LogGroupFile[];
  process.stderr.write(`Writing ${count} records for ${targets.length} log groups …\n`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const files = targets.map(({ accountId, region }): LogGroupFile => {
    const path = join(folder, `${accountId}-${region}.ndjson`);
    return { accountId, region, path, totals: { ...nothing } };
  });
  await dealOut(files, count);
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(files));
  return files;
}

const nothing: Totals = {
  requests: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
};

async function dealOut(files: readonly LogGroupFile[], count: number): Promise<void> {
  const waiting = files.map(() => [] as string[]);
  const flush = async (file: LogGroupFile, lines: string[]) => {
    await writeFile(file.path, lines.splice(0).join(''), { flag: 'a' });
  };
  let index = 0;
  for (const line of bulkLines({ profile: 'A', seed: 1, count })) {
    const turn = index % files.length;
    const file = files[turn];
    const lines = waiting[turn];
    index += 1;
    if (file === undefined || lines === undefined) continue;
    const { accountId, region } = file;
    const record = { ...(JSON.parse(line) as BulkLine), accountId, region };
    addTo(file.totals, record);
    lines.push(`${JSON.stringify(record)}\n`);
    if (lines.length >= linesAtATime) await flush(file, lines);
  }
  for (const [turn, file] of files.entries()) await flush(file, waiting[turn] ?? []);
}

function addTo(totals: Totals, { errorCode, input, output }: BulkLine): void {
  totals.requests += 1;
  totals.failed += errorCode === undefined ? 0 : 1;
  totals.inputTokens += input?.inputTokenCount ?? 0;
  totals.outputTokens += output?.outputTokenCount ?? 0;
  totals.cacheReadTokens += input?.cacheReadInputTokenCount ?? 0;
  totals.cacheWriteTokens += input?.cacheWriteInputTokenCount ?? 0;
}

/** All of them together. */
export function sumTotals(all: readonly Totals[]): Totals {
  const sum = { ...nothing };
  for (const totals of all) {
    for (const name of Object.keys(sum) as (keyof Totals)[]) sum[name] += totals[name];
  }
  return sum;
}
