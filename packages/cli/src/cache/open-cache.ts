import { join, resolve } from 'node:path';
import { memoryStore, sqliteStore, type CacheStore } from '@bedrock-spend/core/cache';
import type { Settings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';

export interface CacheOptions {
  settings: Settings;
  terminal: Terminal;
  keep: 'file' | 'memory';
}

/** Where past days are kept. */
export async function openCache({ settings, terminal, keep }: CacheOptions): Promise<CacheStore> {
  if (keep === 'memory') return memoryStore();
  const { cache: place } = settings;
  const file =
    typeof place === 'string' ? resolve(terminal.workingDirectory, place) : await usualFile();
  return sqliteStore(file, {
    onNote: (note) => terminal.stderr.write(`bedrock-spend: ${note}\n`),
  });
}

/** In the folder that the system has for what can be made again. */
async function usualFile(): Promise<string> {
  const { default: environmentPaths } = await import('env-paths');
  return join(environmentPaths('bedrock-spend', { suffix: '' }).cache, 'cells.sqlite');
}
