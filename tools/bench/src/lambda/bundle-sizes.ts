import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { textTable } from '../text-table.ts';

/** What the bundle script writes down about one entry. */
export interface EntrySize {
  entry: string;
  /** JavaScript that is read before the first request. */
  eagerBytes: number;
  eagerFiles: number;
  /** JavaScript that is read when it is needed. */
  lazyBytes: number;
  lazyFiles: number;
}

const sizesFile = fileURLToPath(
  new URL('../../../../packages/mcp-server/bundle/sizes.json', import.meta.url),
);

export async function bundleSizes(): Promise<EntrySize[]> {
  return JSON.parse(await readFile(sizesFile, 'utf8')) as EntrySize[];
}

export function bundleSizeTable(sizes: readonly EntrySize[]): string {
  return textTable([
    ['Bundle', 'KB at the start', 'files', 'KB when needed', 'files'],
    ...sizes.map(({ entry, eagerBytes, eagerFiles, lazyBytes, lazyFiles }) => [
      `  ${entry}`,
      kilobytes(eagerBytes),
      String(eagerFiles),
      kilobytes(lazyBytes),
      String(lazyFiles),
    ]),
  ]);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(0);
}
