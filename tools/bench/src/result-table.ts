import type { Result } from './contender.ts';
import type { Mark } from './files/file-marks.ts';
import type { Spread } from './spread.ts';
import { textTable } from './text-table.ts';

/** Cost of every contender, and how many times that of each yardstick the last one costs. */
export function resultTable(title: string, results: readonly Result[]): string {
  const ours = results.at(-1);
  const header = [
    title,
    'CPU s',
    '(min-max)',
    'wall s',
    '(min-max)',
    'peak MB',
    '(min-max)',
    'CPU, last / this',
  ];
  const rows = results.map((result) => [
    `  ${result.name}`,
    ...figures(result.cpuSeconds, 2),
    ...figures(result.wallSeconds, 2),
    ...figures(result.peakMegabytes, 0),
    ours === undefined || ours === result
      ? ''
      : (ours.cpuSeconds.median / result.cpuSeconds.median).toFixed(2),
  ]);
  return textTable([header, ...rows]);
}

/** Calls of AWS that each contender made in one round. */
export function callTable(results: readonly Result[]): string {
  const operations = ['calls', 'FilterLogEvents', 'StartQuery', 'GetQueryResults'];
  return textTable([
    ['Calls of CloudWatch Logs', ...operations.map((name) => (name === 'calls' ? 'all' : name))],
    ...results.map(({ name, calls }) => [
      `  ${name}`,
      ...operations.map((operation) => String(calls[operation] ?? 0)),
    ]),
  ]);
}

export function markTable(marks: readonly Mark[]): string {
  const rows = marks.map(({ what, value, atMost }) => [
    what,
    value.toFixed(2),
    String(atMost),
    value <= atMost ? 'reached' : 'missed',
  ]);
  return textTable([['Mark', 'value', 'at most', ''], ...rows]);
}

function figures(spread: Spread | null, digits: number): [string, string] {
  if (spread === null) return ['', ''];
  const { median, min, max } = spread;
  return [median.toFixed(digits), `(${min.toFixed(digits)}-${max.toFixed(digits)})`];
}
