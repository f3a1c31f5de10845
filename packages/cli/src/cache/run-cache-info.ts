import type { CacheInfo } from '@bedrock-spend/core/cache';
import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { byteText } from '../byte-text.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { openCache } from './open-cache.ts';

export interface CacheInfoOptions {
  json: boolean;
  terminal: Terminal;
}

/** Prints what the cache holds; an empty one is no failure. */
export async function runCacheInfo({ json, terminal }: CacheInfoOptions): Promise<ExitStatus> {
  const cache = await openCache({
    settings: await loadSettings(terminal),
    terminal,
    keep: 'file',
  });
  try {
    const info = await cache.info();
    terminal.stdout.write(json ? `${JSON.stringify(info, null, 2)}\n` : infoText(info));
    return exitStatus.done;
  } finally {
    cache.close();
  }
}

function infoText({ file, bytes, cells, billDays, ...info }: CacheInfo): string {
  const lines = [
    ['File', file ?? 'none'],
    ['Size', byteText(bytes)],
    ['Usage', cells === 0 ? 'nothing' : `${cells} spans of time${daysOf(info)}`],
    ['Bill', billDays === 0 ? 'nothing' : `${billDays} days`],
    ...(info.accounts.length === 0 ? [] : [['Accounts', info.accounts.join(', ')]]),
    ...(info.regions.length === 0 ? [] : [['Regions', info.regions.join(', ')]]),
  ];
  return lines.map(([name = '', value = '']) => `${name.padEnd(10)}${value}\n`).join('');
}

function daysOf({ oldestMs, newestMs }: Pick<CacheInfo, 'oldestMs' | 'newestMs'>): string {
  if (oldestMs === null || newestMs === null) return '';
  // The end is exclusive: the last day is the one before it.
  return ` from ${dayOf(oldestMs)} to ${dayOf(newestMs - 1)}`;
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
