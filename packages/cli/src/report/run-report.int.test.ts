import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { ReportFlags } from '../flags/report-flags.ts';
import { fixtures } from '../run-command.testing.ts';
import type { Terminal } from '../terminal.ts';
import { runReport } from './run-report.ts';

const window: ReportFlags = { days: 17, until: '2025-04-22', color: true };

/** What a report prints on a terminal of so many columns. */
async function reportOn(
  columns: number,
  flags: ReportFlags,
  env: Terminal['env'] = {},
): Promise<string> {
  const stdout = Object.assign(new PassThrough(), { isTTY: true, columns });
  const terminal: Terminal = {
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    env,
    workingDirectory: fixtures,
    now: () => new Date('2025-04-22T12:00:00Z'),
    signal: new AbortController().signal,
  };
  const paths = [join(fixtures, 'published-example.ndjson.gz')];
  const [output] = await Promise.all([
    text(stdout),
    runReport({ paths, flags, terminal }).finally(() => stdout.end()),
  ]);
  return output;
}

describe('a report on a terminal', () => {
  it.each([80, 120])('is a table in color that fits %i columns', async (columns) => {
    const output = await reportOn(columns, window);
    expect(output).toContain('\u001B[');
    const lines = stripVTControlCharacters(output).split('\n');
    expect(lines.find((line) => line.startsWith('claude-3-5-sonnet'))).toMatch(/\$3\.7784/);
    expect(Math.max(...lines.map((line) => [...line].length))).toBeLessThanOrEqual(columns);
  });

  it.each<[string, ReportFlags, Terminal['env']]>([
    ['--no-color', { ...window, color: false }, {}],
    ['NO_COLOR', window, { NO_COLOR: '1' }],
    ['a dumb terminal', window, { TERM: 'dumb' }],
  ])('is plain with %s', async (_, flags, env) => {
    expect(await reportOn(80, flags, env)).not.toContain('\u001B');
  });

  it('takes another form when asked to', async () => {
    expect(await reportOn(80, { ...window, format: 'classic' })).toMatch(/^Bedrock Daily Usage/);
  });
});
