import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mixedRecords, type MixedRequest } from './mixed-records.ts';

/** Writes the log of every shape into a folder; returns the path of the file. */
export async function writeMixed(
  folder: string,
  request: Partial<MixedRequest> = {},
): Promise<string> {
  const path = join(folder, 'mixed.ndjson');
  const lines = mixedRecords(request).map((record) => `${JSON.stringify(record)}\n`);
  await writeFile(path, lines.join(''));
  return path;
}
