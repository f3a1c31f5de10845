import { timingSafeEqual } from 'node:crypto';

import { digestOf, type ApiKey } from './api-key.ts';
import { scopes, type Caller } from './caller.ts';

/** Finds the caller of a key; `null` where nobody has this key. */
export type FindApiKey = (presented: string) => Caller | null;

/** Compares two digests of equal length. */
export type SameDigest = (left: Uint8Array, right: Uint8Array) => boolean;

/**
 * Looks a key up among those of a server. How long it takes tells nothing of how near a guess came:
 * digests of equal length are compared, all of them, in constant time.
 */
export function apiKeyFinder(
  apiKeys: readonly ApiKey[],
  sameDigest: SameDigest = timingSafeEqual,
): FindApiKey {
  const known = apiKeys.map((key) => ({
    digest: Buffer.from(key.sha256, 'hex'),
    caller: { subject: `key:${key.name}`, scopes: key.scopes ?? scopes },
  }));
  return (presented) => {
    const digest = digestOf(presented);
    const found = known.filter((key) => sameDigest(key.digest, digest));
    return found[0]?.caller ?? null;
  };
}
