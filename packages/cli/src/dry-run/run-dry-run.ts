import { resolveQuery, type LogSource, type Query } from '@bedrock-spend/core';
import { colorStyle } from '../color-style.ts';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { defaultColumns, wantsColor, type Terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { planText } from './plan-text.ts';
import { problemsOf } from './problems-of.ts';

export interface DryRunOptions {
  source: LogSource;
  close: () => void;
  query: Query;
  terminal: Terminal;
  flags: { json?: boolean; color: boolean };
}

/**
 * Shows what a report would ask of AWS, and what that costs at most; nothing is read. A plan that is not
 * whole ends with status 3, as the report itself would.
 */
export async function runDryRun(options: DryRunOptions): Promise<ExitStatus> {
  const { source, close, query, terminal, flags } = options;
  const { stdout, stderr, now, signal } = terminal;
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
    const problems = problemsOf(reads);
    for (const problem of problems) stderr.write(`bedrock-spend: ${problem}\n`);
    return problems.length > 0 ? exitStatus.partial : exitStatus.done;
  } finally {
    close();
  }
}
