import type { JWTVerifyGetKey, RemoteJWKSet } from 'jose';

import { fetchLimitMs } from './fetch-json.ts';
import { findJwksUrl } from './find-jwks-url.ts';

export interface IssuerKeysOptions {
  issuer: string;
  /** Left out where the issuer's metadata tells. */
  jwksUrl?: string | undefined;
  fetch: typeof fetch;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
  times?: Partial<KeyTimes> | undefined;
}

/** In milliseconds. */
export interface KeyTimes {
  /** Keys are fetched anew when they are older. Default 10 minutes. */
  maxAgeMs: number;
  /** A token with an unknown key makes us look for new ones, at most this often. Default 30 seconds. */
  cooldownMs: number;
  /** An issuer that did not answer is left alone for this long. Default 5 seconds. */
  pauseMs: number;
}

/** The issuer's keys could not be fetched: whether a token is good is not known. */
export class IssuerUnreachable extends Error {
  override name = 'IssuerUnreachable';
}

/** Errors by which jose tells that the keys are there and none of them, or more than one, fits. */
const answers = new Set([
  'ERR_JWKS_NO_MATCHING_KEY',
  'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  'ERR_JOSE_NOT_SUPPORTED',
]);

/**
 * Finds the key that a token is signed with. Keys are kept, and fetched anew when they are old or a
 * token names an unknown one, as after a rotation. Rejects with IssuerUnreachable where they cannot be.
 */
export function issuerKeys(options: IssuerKeysOptions): JWTVerifyGetKey {
  const times = { maxAgeMs: 600_000, cooldownMs: 30_000, pauseMs: 5000, ...options.times };
  let keys: Promise<RemoteJWKSet> | undefined;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;

  return async (header, token) => {
    try {
      keys ??= findKeys();
      const find = await keys;
      return await find(header, token);
    } catch (error) {
      if (answers.has(codeOf(error))) throw error;
      throw new IssuerUnreachable('The keys of the issuer cannot be fetched.', { cause: error });
    }
  };

  async function findKeys(): Promise<RemoteJWKSet> {
    try {
      const { createRemoteJWKSet, customFetch } = await import('jose');
      const url =
        options.jwksUrl === undefined
          ? await sparing(() => findJwksUrl(options.issuer, options.fetch))
          : new URL(options.jwksUrl);
      return createRemoteJWKSet(url, {
        cacheMaxAge: times.maxAgeMs,
        cooldownDuration: times.cooldownMs,
        timeoutDuration: fetchLimitMs,
        [customFetch]: (address: string, init: RequestInit) =>
          sparing(() => fetchSet(address, init)),
      });
    } catch (error) {
      keys = undefined;
      throw error;
    }
  }

  async function fetchSet(address: string, init: RequestInit): Promise<Response> {
    const response = await options.fetch(address, init);
    if (response.status !== 200) throw new Error(`The issuer's keys answer ${response.status}.`);
    return response;
  }

  /** Without it, every request would wait for an issuer that is down. */
  async function sparing<Result>(ask: () => Promise<Result>): Promise<Result> {
    if (options.nowMs() < pausedUntilMs) throw new Error('The issuer did not answer a moment ago.');
    try {
      return await ask();
    } catch (error) {
      pausedUntilMs = options.nowMs() + times.pauseMs;
      throw error;
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
