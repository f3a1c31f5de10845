import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bulkRecordCount, type BulkProfile } from '@bedrock-spend/sample-logs/bulk-lines';
import { writeBulk, type BulkManifest } from '@bedrock-spend/sample-logs/bulk';

/** Where the logs of one profile are, and how large they are. */
export interface DataSet {
  folder: string;
  manifest: BulkManifest;
}

const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));
const seed = 1;

/** The logs of a profile; writes them if they are not there yet. `part` of 0.1 takes a tenth of the records. */
export async function dataSet(profile: BulkProfile, part: number): Promise<DataSet> {
  const count = Math.round(bulkRecordCount[profile] * part);
  const folder = join(cache, `${profile}-${seed}-${count}`);
  const complete = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => null);
  if (complete !== null) return { folder, manifest: JSON.parse(complete) as BulkManifest };
  process.stderr.write(`Writing ${count} records of profile ${profile} …\n`);
  await rm(folder, { recursive: true, force: true });
  return { folder, manifest: await writeBulk({ profile, seed, count }, folder) };
}

/** Paths of all files of a folder, by name. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
