import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom, type Random } from '../random.ts';
import { bulkLines, type BulkRequest } from './bulk-lines.ts';
import { timestampMs } from './metadata-record.ts';

const recordsInObject = 50;

/** Writes small gzip objects under the keys that S3 delivery gives them; returns their bytes, uncompressed. */
export async function writeObjects(request: BulkRequest, folder: string): Promise<number> {
  const random = createRandom(request.seed, 'object keys');
  let lines: string[] = [];
  let index = 0;
  let bytes = 0;
  for (const line of bulkLines(request)) {
    lines.push(line);
    index += 1;
    if (lines.length < recordsInObject && index < request.count) continue;
    const content = Buffer.from(lines.join(''));
    const key = objectKey(timestampMs({ index: index - 1, count: request.count }), random);
    const path = join(folder, 'objects', key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, gzipSync(content));
    bytes += content.length;
    lines = [];
  }
  return bytes;
}

/** `…/2024/11/20/16/20241120T164851056Z_9b86bf4994c4ab1c.json.gz` */
function objectKey(deliveredMs: number, random: Random): string {
  const instant = new Date(deliveredMs).toISOString();
  const hour = instant.slice(0, 13).replace('T', '-').split('-').join('/');
  const stamp = instant.replaceAll(/[-:.]/g, '');
  const folder = 'AWSLogs/111122223333/BedrockModelInvocationLogs/us-east-1';
  return `${folder}/${hour}/${stamp}_${random.hex(16)}.json.gz`;
}
