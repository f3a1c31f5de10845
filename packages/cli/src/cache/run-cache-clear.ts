import { exitStatus, type ExitStatus } from '../exit-status.ts';
import { byteText } from '../byte-text.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { Terminal } from '../terminal.ts';
import { openCache } from './open-cache.ts';

/** Forgets all that is kept, and says how much that was. */
export async function runCacheClear(terminal: Terminal): Promise<ExitStatus> {
  const cache = await openCache({
    settings: await loadSettings(terminal),
    terminal,
    keep: 'file',
  });
  try {
    const { bytes, cells, billDays } = await cache.info();
    await cache.clear();
    const held = cells + billDays === 0 ? 'It was empty.' : `It held ${byteText(bytes)}.`;
    terminal.stdout.write(`The cache is cleared. ${held}\n`);
    return exitStatus.done;
  } finally {
    cache.close();
  }
}
