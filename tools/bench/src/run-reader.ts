import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

export type ReaderName =
  | 'naive-reader'
  | 'inflating-reader'
  | 'our-reader'
  | 'sequential-loop'
  | 'cloudwatch-reader';

export interface ReaderRun {
  words: readonly string[];
  /** Added to the environment of this process. */
  env?: Readonly<Record<string, string>>;
}

const run = promisify(execFile);

/** Runs a reader of `readers/` in a process of its own: its words are files, or what it wants to know. */
export async function runReader(
  name: ReaderName,
  { words, env = {} }: ReaderRun,
): Promise<Measurement> {
  const script = fileURLToPath(new URL(`readers/${name}.mjs`, import.meta.url));
  const startedMs = performance.now();
  const { stdout } = await run(process.execPath, [script, ...words], {
    env: { ...process.env, ...env },
  }).catch((cause: unknown) => {
    throw new Error(`${name} failed; npm run build brings the library up to date.`, { cause });
  });
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  return { wallSeconds, ...(JSON.parse(stdout) as Omit<Measurement, 'wallSeconds'>) };
}
