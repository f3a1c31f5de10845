import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { demoRecords, demoSeed } from './demo-records.ts';

export const demoFileName = 'invocations.ndjson.gz';

/** Writes the bundled sample into a folder; returns the path of the file. */
export async function writeDemo(folder: string, seed: number = demoSeed): Promise<string> {
  const path = join(folder, demoFileName);
  await writeFile(path, demoFile(seed));
  return path;
}

/**
 * The bundled sample, compressed. Not by zlib: its output differs between processors and versions,
 * and the committed file has to come out the same everywhere.
 */
export function demoFile(seed: number = demoSeed): Uint8Array {
  const lines = demoRecords(seed).map((record) => `${JSON.stringify(record)}\n`);
  return gzipSync(new TextEncoder().encode(lines.join('')), { level: 9, mem: 12, mtime: 0 });
}
