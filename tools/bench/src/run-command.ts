import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

const run = promisify(execFile);

/**
 * Times a line of shell, in which `"$@"` stands for the words given. Bash counts the processor time
 * of the processes it waited for; it does not know their memory.
 */
export async function runCommand(line: string, words: readonly string[]): Promise<Measurement> {
  const script = `TIMEFORMAT='%R %U %S'; time { ${line}; } >/dev/null`;
  const { stderr } = await run('bash', ['-c', script, 'bash', ...words], {
    env: { ...process.env, LC_ALL: 'C' },
    maxBuffer: 1 << 24,
  });
  const times = /(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)\s*$/.exec(stderr);
  if (times === null) throw new Error(`${line}: ${stderr}`);
  const [wallSeconds = 0, user = 0, system = 0] = times.slice(1).map(Number);
  return { wallSeconds, cpuSeconds: user + system, peakMegabytes: null, totals: {} };
}
