import { resolveQuery, type LogSource, type PlannedRead, type Query } from '@bedrock-spend/core';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { byteText } from './progress-line.ts';

export interface DryRunOptions {
  source: LogSource;
  close: () => void;
  query: Query;
  terminal: Terminal;
  json: boolean;
}

/** Shows what a report would ask of AWS, and what that costs at most; nothing is read. */
export async function runDryRun(options: DryRunOptions): Promise<ExitStatus> {
  const { source, close, query, terminal, json } = options;
  const { stdout, now, signal } = terminal;
  if (source.plan === undefined) {
    throw new UsageError(
      '--dry-run is for --source cloudwatch: reading files asks nothing of AWS.',
    );
  }
  try {
    const resolved = await resolveQuery(query, { now: now() });
    const reads = await source.plan({ query: resolved, signal });
    stdout.write(json ? `${JSON.stringify(reads, null, 2)}\n` : planText(reads));
    return exitStatus.done;
  } finally {
    close();
  }
}

function planText(reads: readonly PlannedRead[]): string {
  return `${[...reads.map(readText), totalText(reads)].join('\n\n')}\n`;
}

function readText({ source, query, startMs, endMs, ...read }: PlannedRead): string {
  const range = `${timeText(startMs)} to ${timeText(endMs)}`;
  if (query === null) return `${source}\n${range}: kept already, nothing is asked`;
  const size = read.scannedBytes === null ? 'an unknown amount' : byteText(read.scannedBytes);
  const cost = read.costUsd === null ? 'not known' : `$${read.costUsd}`;
  return `${source}\n${range}: scans at most ${size}, costs at most ${cost}\n\n${indented(query)}`;
}

function totalText(reads: readonly PlannedRead[]): string {
  const asked = reads.filter(({ query }) => query !== null);
  const count = asked.length === 1 ? 'One query' : `${asked.length} queries`;
  return `${count}, nothing was read. Without --dry-run the report shows what was scanned and its price.`;
}

/** `2025-04-06 00:00Z`. */
function timeText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}

function indented(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
