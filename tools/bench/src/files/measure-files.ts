import { join } from 'node:path';
import { compete, type Result } from '../contender.ts';
import { dataSet, filesOf } from './data-set.ts';
import { fileCases } from './file-cases.ts';
import { fileContenders } from './file-contenders.ts';

export interface FileResults {
  name: string;
  records: number;
  /** Uncompressed. */
  bytes: number;
  files: number;
  results: Result[];
}

export interface FileOptions {
  rounds: number;
  /** 1 = the whole data set. */
  part: number;
  /** Beginning of the names of the cases to measure; empty = all. */
  only: string;
}

/** Measures every case; fails when two readers count differently. */
export async function measureFiles({ rounds, part, only }: FileOptions): Promise<FileResults[]> {
  const all: FileResults[] = [];
  for (const { name, profile, folder, contenders } of fileCases) {
    if (!name.startsWith(only)) continue;
    const { folder: root, manifest } = await dataSet(profile, part);
    const paths = await filesOf(join(root, folder));
    process.stderr.write(`${name}: ${rounds} rounds of ${contenders.join(', ')}\n`);
    const results = await compete(
      contenders.map((contender) => fileContenders[contender](paths)),
      rounds,
    );
    assertSameTotals(name, results);
    all.push({
      name,
      records: manifest.count,
      bytes: manifest.bytes,
      files: paths.length,
      results,
    });
  }
  return all;
}

function assertSameTotals(name: string, results: readonly Result[]): void {
  const [naive, ours] = ['naive', 'bedrock-spend'].map((reader) =>
    JSON.stringify(results.find((result) => result.name === reader)?.totals),
  );
  if (naive !== ours) throw new Error(`${name}: the readers disagree: ${naive} and ${ours}`);
}
