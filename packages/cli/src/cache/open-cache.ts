import { join } from 'node:path';
import { memoryStore, sqliteStore, type CacheStore } from '@bedrock-spend/core/cache';
import type { Terminal } from '../terminal.ts';

export interface CacheOptions {
  terminal: Pick<Terminal, 'stderr'>;
  keep: 'file' | 'memory';
}

/** Where past days are kept. */
export async function openCache({ terminal, keep }: CacheOptions): Promise<CacheStore> {
  if (keep === 'memory') return memoryStore();
  return sqliteStore(await cacheFile(), {
    onNote: (note) => terminal.stderr.write(`bedrock-spend: ${note}\n`),
  });
}

/** In the folder that the system has for what can be made again. */
async function cacheFile(): Promise<string> {
  const { default: environmentPaths } = await import('env-paths');
  return join(environmentPaths('bedrock-spend', { suffix: '' }).cache, 'cells.sqlite');
}
