import {
  costExplorerReader,
  createBill,
  presentBill,
  type Bill,
} from '@bedrock-spend/core/billing';
import { wantedCache } from '../cache/wanted-cache.ts';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { BillFlags } from '../flags/bill-flags.ts';
import { missingSentences } from '../report/left-out-sentences.ts';
import { createProgressLine } from '../report/progress-line.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';
import { billQuery } from './bill-query.ts';
import { estimateSource } from './estimate-source.ts';

export interface BillRunOptions {
  paths: readonly string[];
  flags: BillFlags;
  terminal: Terminal;
}

/** Reads and prints; a bill whose estimate is not whole ends with status 3. */
export async function runBill({ paths, flags, terminal }: BillRunOptions): Promise<ExitStatus> {
  const settings = await loadSettings(terminal);
  const { stdout, stderr, now, signal } = terminal;
  const open = await estimateSource({ paths, flags, settings, terminal });
  const prices = await loadPrices({ flags, settings, terminal });
  const cache = await wantedCache({ flags, settings, terminal, keep: 'file' });
  const progress = createProgressLine(terminal, open?.source.kind ?? 'cloudwatch');
  const bill = await createBill(open?.source ?? null, billQuery(flags, settings), {
    reader: costExplorerReader({
      profile: flags.profile ?? settings.profile,
      cache: cache?.bill ?? null,
    }),
    prices,
    now: now(),
    signal,
    onProgress: progress.update,
  }).finally(() => {
    progress.clear();
    cache?.close();
    open?.close();
  });
  stdout.write(
    presentBill(bill, {
      format: flags.json === true ? 'json' : (flags.format ?? 'table'),
      width: stdout.columns ?? defaultColumns,
      ...(wantsColor(terminal, flags.color) ? { style: colorStyle } : {}),
    }),
  );
  const remarks = lackingSentences(bill);
  for (const sentence of remarks) stderr.write(`bedrock-spend: ${sentence}\n`);
  return remarks.length > 0 ? exitStatus.partial : exitStatus.done;
}

function lackingSentences({ estimate, estimateProblem }: Bill): string[] {
  return estimateProblem === null
    ? missingSentences({ partial: estimate?.partial ?? [] })
    : [`There is no estimate beside the bill: ${estimateProblem}`];
}
