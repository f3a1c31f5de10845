import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../run-command.testing.ts';
import type { Terminal } from '../terminal.ts';
import { runDemo } from './run-demo.ts';

const bundled = fileURLToPath(new URL('../../sample/invocations.ndjson.gz', import.meta.url));

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-demo-test-'));
});

afterEach(() => rm(folder, { recursive: true }));

describe('demo in a pipe', () => {
  it('prints the report of a month through the server, and ends', async () => {
    const logFile = join(folder, 'server.log');
    const { stdout, stderr, status } = await runCommand(['demo', '--log-file', logFile]);
    expect(stdout).toMatch(/^Server over the bundled sample: http:\/\/127\.0\.0\.1:\d+\/mcp$/m);
    expect(stdout).toMatch(/^Tool result:\nBedrock Daily Usage Report \(Past 35 days - .+\)$/m);
    expect(stdout).toMatch(/^Total Cost: \d+\.\d{4} \(incomplete\)$/m);
    const today = new Date().toISOString().slice(0, 10);
    expect(stdout).toMatch(new RegExp(`^${today}: Requests=`, 'm'));
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
    const log = await readFile(logFile, 'utf8');
    expect(log).toMatch(/"initialize"/);
    expect(log).toMatch(/"tools\/call"/);
  });

  it('counts every record of the sample: without the first or the last one, figures change', async () => {
    const lines = gunzipSync(await readFile(bundled))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const whole = await reportOver(lines);
    expect(requestsOf(whole)).toBe(lines.length);
    for (const lacking of [lines.slice(1), lines.slice(0, -1)]) {
      expect(requestsOf(await reportOver(lacking))).toBe(lines.length - 1);
    }
  });
});

async function reportOver(lines: readonly string[]): Promise<string> {
  const sample = join(folder, 'sample.ndjson');
  await writeFile(sample, lines.join('\n'));
  let output = '';
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      output += chunk.toString();
      done();
    },
  });
  const terminal: Terminal = {
    stdin: Readable.from([]),
    stdout: stream,
    stderr: stream,
    env: {},
    workingDirectory: folder,
    now: () => new Date(),
    signal: new AbortController().signal,
  };
  expect(await runDemo({ terminal, logFile: 'server.log', color: false, sample })).toBe(0);
  return output;
}

function requestsOf(report: string): number {
  return Number(/^Total Requests: (\d+)$/m.exec(report)?.[1]);
}
