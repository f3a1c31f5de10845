import { stat } from 'node:fs/promises';

import { findLogFiles } from './find-log-files.ts';

/**
 * Changes when a file that would be read appears, goes, or is written to. `null` where stdin is read,
 * which tells nothing before it is.
 */
export async function signOfFiles(paths: readonly string[]): Promise<string | null> {
  if (paths.includes('-')) return null;
  const { files } = await findLogFiles(paths);
  // Loaded for who asks: reports do without.
  const { createHash } = await import('node:crypto');
  const hash = createHash('sha256');
  for (const { path, origin } of files) {
    // Whatever has gone since it was found is gone from the next sign too.
    const facts = path === null ? null : await stat(path).catch(() => null);
    hash.update(JSON.stringify([origin, facts?.size, facts?.mtimeMs]));
  }
  return hash.digest('base64url');
}
