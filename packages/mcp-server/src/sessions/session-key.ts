import { createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

import { SpendError } from '@bedrock-spend/core';

/**
 * A key by which instances of the server know their own session ids. Give all instances the same ones.
 * To change keys, put the new one first, and leave the old one behind it until its sessions are over.
 *
 * @example
 * ```ts
 * import { randomBytes } from 'node:crypto';
 * import type { SessionKey } from '@bedrock-spend/mcp-server';
 *
 * const key: SessionKey = { id: '2026-11', secret: randomBytes(32) };
 * ```
 */
export interface SessionKey {
  /** Stands in every id that the key has signed: 1 to 32 letters, digits, `-` or `_`; no secret. */
  id: string;
  /** At least 32 bytes. */
  secret: Uint8Array;
}

/** What the parts of a MAC are for: what is made for one purpose is worth nothing for another. */
export type MacPurpose = 'session' | 'subject' | 'stream';

const minSecretBytes = 32;

/** A key that only this process has: its sessions are unknown to every other, and after a restart. */
export function randomKey(): SessionKey {
  return { id: 'process', secret: randomBytes(minSecretBytes) };
}

/** Throws SpendError `INVALID_CONFIG` where keys cannot be used. */
export function checkKeys(keys: readonly SessionKey[]): void {
  if (keys.length === 0)
    throw invalid('Give at least one session key, or none to take a random one.');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) {
    throw invalid('Two session keys have the same id: give each its own.');
  }
  for (const { id, secret } of keys) {
    if (!/^[\w-]{1,32}$/.test(id)) {
      throw invalid('The id of a session key has to be 1 to 32 letters, digits, "-" or "_".');
    }
    if (secret.byteLength < minSecretBytes) {
      throw invalid(`The secret of session key ${id} is too short: give at least 32 random bytes.`);
    }
  }
}

// With a key that is prepared once, a MAC takes a fifth of the time.
const prepared = new WeakMap<SessionKey, KeyObject>();

/** Base64url of an HMAC-SHA256 over the parts, which must not contain a line break. */
export function macOf(key: SessionKey, purpose: MacPurpose, parts: readonly string[]): string {
  const secret = prepared.get(key) ?? createSecretKey(key.secret);
  prepared.set(key, secret);
  return createHmac('sha256', secret)
    .update([purpose, ...parts].join('\n'))
    .digest('base64url');
}

/** They sign what goes through clients between the rounds of a request of the protocol without sessions. */
export function stateKeysOf([first = randomKey(), ...older]: readonly SessionKey[]): [
  Uint8Array,
  ...Uint8Array[],
] {
  return [stateKeyOf(first), ...older.map(stateKeyOf)];
}

function stateKeyOf({ secret }: SessionKey): Uint8Array {
  return createHmac('sha256', secret).update('state').digest();
}

function invalid(message: string): SpendError {
  return new SpendError('INVALID_CONFIG', message);
}
