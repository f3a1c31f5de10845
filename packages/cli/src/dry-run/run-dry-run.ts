import { resolveQuery, type LogSource, type Query } from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { planText } from './plan-text.ts';

export interface DryRunOptions {
  source: LogSource;
  close: () => void;
  query: Query;
  terminal: Terminal;
  flags: { json?: boolean; color: boolean };
}

/** Shows what a report would ask of AWS, and what that costs at most; nothing is read. */
export async function runDryRun(options: DryRunOptions): Promise<ExitStatus> {
  const { source, close, query, terminal, flags } = options;
  const { stdout, now, signal } = terminal;
  try {
    if (source.plan === undefined) {
      throw new UsageError(
        '--dry-run is for --source cloudwatch: reading files asks nothing of AWS.',
      );
    }
    const resolved = await resolveQuery(query, { now: now() });
    const reads = await source.plan({ query: resolved, signal });
    const style = wantsColor(terminal, flags.color) ? { style: colorStyle } : {};
    stdout.write(
      flags.json === true
        ? `${JSON.stringify(reads, null, 2)}\n`
        : planText(reads, { width: stdout.columns ?? defaultColumns, ...style }),
    );
    return exitStatus.done;
  } finally {
    close();
  }
}
