import { createReport, present } from '@bedrock-spend/core';
import type { SkippedFile } from '@bedrock-spend/core/files';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import type { ReportFlags, ReportFormat } from '../flags/report-flags.ts';
import { loadPrices } from '../settings/load-prices.ts';
import { loadSettings, type Settings } from '../settings/load-settings.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';
import { createProgressLine } from './progress-line.ts';
import { emptySentences, missingSentences, skippedSentences } from './left-out-sentences.ts';
import { queryOf } from './query-of.ts';
import { sourceOf } from './source-of.ts';

export interface ReportOptions {
  paths: readonly string[];
  flags: ReportFlags;
  terminal: Terminal;
}

/** Reads, prices and prints; a partial answer is printed all the same, and ends with status 3. */
export async function runReport({ paths, flags, terminal }: ReportOptions): Promise<ExitStatus> {
  const settings = await loadSettings(terminal);
  const query = queryOf(flags, settings);
  const skipped: SkippedFile[] = [];
  const prices = await loadPrices({ flags, settings, terminal });
  const { stdout, stderr, now, signal } = terminal;
  const onSkip = (file: SkippedFile) => void skipped.push(file);
  const open = await sourceOf({ paths, flags, settings, terminal, keep: 'file', onSkip });
  if (flags.dryRun === true) {
    const { runDryRun } = await import('../dry-run/run-dry-run.ts');
    return runDryRun({ ...open, query, terminal, flags });
  }
  const progress = createProgressLine(terminal, open.source.kind);
  const report = await createReport(open.source, query, {
    prices,
    now: now(),
    signal,
    onProgress: progress.update,
  }).finally(() => {
    progress.clear();
    open.close();
  });
  const format = formatOf(flags, settings, terminal);
  stdout.write(
    present(report, {
      format,
      top: flags.top ?? settings.top,
      width: stdout.columns ?? defaultColumns,
      ...(wantsColor(terminal, flags.color) ? { style: colorStyle } : {}),
    }),
  );
  const remarks = [
    ...missingSentences(report),
    ...skippedSentences(skipped),
    ...(format === 'table' ? [] : emptySentences(report)),
  ];
  for (const sentence of remarks) stderr.write(`bedrock-spend: ${sentence}\n`);
  return report.partial.length > 0 ? exitStatus.partial : exitStatus.done;
}

function formatOf(flags: ReportFlags, settings: Settings, { stdout }: Terminal): ReportFormat {
  if (flags.json === true) return 'json';
  return flags.format ?? settings.format ?? (stdout.isTTY === true ? 'table' : 'classic');
}
