import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A lock among processes of this machine: the folder that only one of them can make. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  for (;;) {
    try {
      await mkdir(folder);
      await writeFile(join(folder, 'pid'), String(process.pid));
      return { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (await isAbandoned(folder)) await rm(folder, { recursive: true, force: true });
    else await delay(250);
  }
}

/** Its owner has ended without taking it away. */
async function isAbandoned(folder: string): Promise<boolean> {
  const pid = Number(await readFile(join(folder, 'pid'), 'utf8').catch(() => ''));
  if (!(pid > 0)) return isOlderThan(folder, 10_000);
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** It may have ended before it could write its number. */
async function isOlderThan(folder: string, ageMs: number): Promise<boolean> {
  const madeMs = await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.POSITIVE_INFINITY,
  );
  return Date.now() - madeMs > ageMs;
}
