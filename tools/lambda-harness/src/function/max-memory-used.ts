import { readFile } from 'node:fs/promises';

/** The most that the process has held so far, which Linux remembers as `VmHWM`. */
export async function maxMemoryUsedMb(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(status)?.[1];
  return kilobytes === undefined ? null : Math.ceil(Number(kilobytes) / 1024);
}
