import { listInvocations, presentInvocations } from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { LogsFlags } from '../flags/logs-flags.ts';
import { missingSentences } from '../report/left-out-sentences.ts';
import { createProgressLine } from '../report/progress-line.ts';
import { queryOf } from '../report/query-of.ts';
import { sourceOf } from '../report/source-of.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';

export interface LogsOptions {
  paths: readonly string[];
  flags: LogsFlags;
  terminal: Terminal;
}

/** Reads and prints one page; a partial answer is printed all the same, and ends with status 3. */
export async function runLogs({ paths, flags, terminal }: LogsOptions): Promise<ExitStatus> {
  const settings = await loadSettings(terminal);
  const { order, limit, cursor, format, ...common } = flags;
  const query = { ...queryOf(common, settings), groupBy: undefined };
  const prices = await loadPrices({ flags, settings, terminal });
  const open = await sourceOf({ paths, flags, settings, terminal, keep: 'file' });
  const { stdout, stderr, now, signal } = terminal;
  const progress = createProgressLine(terminal, open.source.kind);
  const list = await listInvocations(open.source, query, {
    order,
    limit,
    cursor,
    prices,
    now: now(),
    signal,
    onProgress: progress.update,
  }).finally(() => {
    progress.clear();
    open.close();
  });
  stdout.write(
    presentInvocations(list, {
      format: flags.json === true ? 'json' : (format ?? 'table'),
      width: stdout.columns ?? defaultColumns,
      ...(wantsColor(terminal, flags.color) ? { style: colorStyle } : {}),
    }),
  );
  if (list.nextCursor !== null && flags.json !== true) {
    stderr.write(`bedrock-spend: More calls: the same with --cursor ${list.nextCursor}\n`);
  }
  for (const sentence of missingSentences(list)) stderr.write(`bedrock-spend: ${sentence}\n`);
  return list.partial.length > 0 ? exitStatus.partial : exitStatus.done;
}
