import type { SuiteRun } from './run-suite.ts';

/** The runs as a table, then what failed, then what fails without counting. */
export function showRuns(runs: readonly SuiteRun[]): string {
  const rows = runs.map((run) => [
    run.suite,
    run.target,
    String(run.scored.filter(({ hasPassed }) => hasPassed).length),
    String(run.scored.filter(({ hasPassed }) => !hasPassed).length),
    String(run.scored.length),
  ]);
  const table = textTable([['suite', 'target', 'passed', 'failed', 'scenarios'], ...rows]);
  const problems = runs.flatMap(({ suite, target, problems: lines }) =>
    lines.map((line) => `${suite}, ${target}: ${line}`),
  );
  return [table, ...problems, ...unscored(runs)].join('\n');
}

function unscored(runs: readonly SuiteRun[]): string[] {
  const failed = Map.groupBy(runs, ({ suite }) => suite);
  return [...failed].flatMap(([suite, of]) => {
    const names = [...new Set(of.flatMap(({ failedUnscored }) => failedUnscored))];
    return names.length === 0 ? [] : [`${suite} does not ask for: ${names.join(', ')}`];
  });
}

function textTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_cell, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
