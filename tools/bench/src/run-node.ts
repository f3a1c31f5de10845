import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measurement.ts';

export type ReaderName = 'naive-reader' | 'inflating-reader' | 'our-reader';

/** Runs a reader of `readers/` over some files, in a process of its own. */
export async function runReader(name: ReaderName, paths: readonly string[]): Promise<Measurement> {
  const script = fileURLToPath(new URL(`readers/${name}.mjs`, import.meta.url));
  const startedMs = performance.now();
  const child = spawn(process.execPath, [script, ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new Error(`${name} ended with status ${status}. Run npm run build first.`);
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  return { wallSeconds, ...(JSON.parse(output) as Omit<Measurement, 'wallSeconds'>) };
}
