import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Measurement } from './measurement.ts';

export type ReaderName = 'naive-reader' | 'inflating-reader' | 'our-reader';

const run = promisify(execFile);

/** Runs a reader of `readers/` over some files, in a process of its own. */
export async function runReader(name: ReaderName, paths: readonly string[]): Promise<Measurement> {
  const script = fileURLToPath(new URL(`readers/${name}.mjs`, import.meta.url));
  const startedMs = performance.now();
  const { stdout } = await run(process.execPath, [script, ...paths]).catch((cause: unknown) => {
    throw new Error(`${name} failed; npm run build brings the library up to date.`, { cause });
  });
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  return { wallSeconds, ...(JSON.parse(stdout) as Omit<Measurement, 'wallSeconds'>) };
}
