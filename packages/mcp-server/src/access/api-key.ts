import { createHash, randomBytes } from 'node:crypto';

import type { Scope } from './caller.ts';

/**
 * A key that callers send, as the server keeps it: its hash. A key is 256 random bits, which nobody
 * can guess, so a fast hash protects it as well as a slow one would.
 *
 * @example
 * const key: ApiKey = { name: 'dashboard', sha256: createApiKey().sha256, scopes: ['report:read'] };
 */
export interface ApiKey {
  /** Names the caller in limits and in the log: 1 to 64 letters, digits, dots, hyphens or underscores. */
  name: string;
  /** SHA-256 of the key, as 64 hexadecimal digits. */
  sha256: string;
  /** What its callers may read. Default all. */
  scopes?: readonly Scope[] | undefined;
}

/** What every key begins with, for scanners that look for leaked secrets. */
export const apiKeyPrefix = 'bspend_';

/**
 * Makes a new key. It is shown once, to whoever will send it; the server is given the hash.
 *
 * @example
 * const { key, sha256 } = createApiKey();
 * console.log(`Send it as x-api-key: ${key}`);
 * const access: AccessOptions = { apiKeys: [{ name: 'dashboard', sha256 }] };
 */
export function createApiKey(): { key: string; sha256: string } {
  const key = apiKeyPrefix + randomBytes(32).toString('base64url');
  return { key, sha256: digestOf(key).toString('hex') };
}

/** SHA-256 of a key, 32 bytes. */
export function digestOf(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}
