import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bulkLines, type BulkRequest } from './bulk-lines.ts';
import { openLogFile } from './log-file.ts';
import { writeObjects } from './write-objects.ts';

/** What was written; stands in `manifest.json` beside it once everything is complete. */
export interface BulkManifest extends BulkRequest {
  /** Uncompressed. */
  bytes: number;
}

export const partCount = 16;
const chunkCharacters = 1 << 20;

/**
 * Writes a profile. `A` and `B`: folders `plain-16`, `plain-1`, `gzip-16` and `gzip-1` with the same
 * lines in 16 files and in one. `C`: folder `objects`, laid out as Bedrock delivers to S3.
 */
export async function writeBulk(request: BulkRequest, folder: string): Promise<BulkManifest> {
  await mkdir(folder, { recursive: true });
  const bytes =
    request.profile === 'C'
      ? await writeObjects(request, folder)
      : await writeParts(request, folder);
  const manifest = { ...request, bytes };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest)}\n`);
  return manifest;
}

async function writeParts(request: BulkRequest, folder: string): Promise<number> {
  for (const name of ['plain-16', 'plain-1', 'gzip-16', 'gzip-1']) {
    await mkdir(join(folder, name), { recursive: true });
  }
  const whole = ['plain-1/all.ndjson', 'gzip-1/all.ndjson.gz'].map((name) =>
    openLogFile(join(folder, name)),
  );
  const lines = bulkLines(request);
  let bytes = 0;
  for (let part = 0; part < partCount; part++) {
    const name = `part-${String(part).padStart(2, '0')}.ndjson`;
    const own = [`plain-16/${name}`, `gzip-16/${name}.gz`].map((path) =>
      openLogFile(join(folder, path)),
    );
    for (const chunk of chunksOf(lines, linesInPart(request.count, part))) {
      bytes += chunk.length;
      await Promise.all([...whole, ...own].map((file) => file.write(chunk)));
    }
    await Promise.all(own.map((file) => file.close()));
  }
  await Promise.all(whole.map((file) => file.close()));
  return bytes;
}

function linesInPart(count: number, part: number): number {
  return Math.floor((count * (part + 1)) / partCount) - Math.floor((count * part) / partCount);
}

/** The next `count` lines, about a mebibyte at a time. */
function* chunksOf(lines: Iterator<string>, count: number): Generator<Buffer> {
  let text = '';
  for (let taken = 0; taken < count; taken++) {
    const line = lines.next();
    if (line.done === true) break;
    text += line.value;
    if (text.length < chunkCharacters) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}
