import { timingSafeEqual } from 'node:crypto';

import fc from 'fast-check';
import { expect, it } from 'vitest';

import { createApiKey } from '../access/api-key.ts';
import { localCaller } from '../access/caller.ts';
import { apiKeyFinder, type FindApiKey } from '../access/find-api-key.ts';
import { initializeMessage, post } from '../json-rpc.testing.ts';
import { guardedServer } from './guarded-server.testing.ts';

const { key, sha256 } = createApiKey();
const apiKeys = [{ name: 'dashboard', sha256 }];
const access = { apiKeys };

it('tells how long a key is where keys themselves are compared, and nothing where their digests are', async () => {
  const withoutDigests: FindApiKey = (presented) =>
    timingSafeEqual(Buffer.from(key), Buffer.from(presented)) ? localCaller : null;
  const open = await guardedServer({ access }, { findApiKey: withoutDigests });
  const guarded = await guardedServer({ access });
  const guesses = [1, 20, key.length - 1, key.length, key.length + 1, 200].map((length) =>
    'x'.repeat(length),
  );

  const told = await Promise.all(guesses.map((guess) => statusFor(open.url, guess)));
  const refused = await Promise.all(guesses.map((guess) => statusFor(guarded.url, guess)));

  expect(told).toEqual([500, 500, 500, 401, 500, 500]);
  expect(refused).toEqual([401, 401, 401, 401, 401, 401]);
  expect(await statusFor(guarded.url, key)).toBe(200);
});

it('hands digests of equal length to crypto.timingSafeEqual for a key of any length', async () => {
  const lengths: [number, number][] = [];
  const find = apiKeyFinder(
    [...apiKeys, { name: 'other', sha256: createApiKey().sha256 }],
    (...digests) => {
      lengths.push([digests[0].byteLength, digests[1].byteLength]);
      return timingSafeEqual(...digests);
    },
  );
  const { url } = await guardedServer({ access }, { findApiKey: find });

  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[\x21-\x7e]{1,3000}$/), async (guess) => {
      lengths.length = 0;
      expect(await statusFor(url, guess)).toBe(401);
      // Of every key, also after one that fits.
      expect(lengths).toEqual([
        [32, 32],
        [32, 32],
      ]);
    }),
    { numRuns: 25 },
  );
  lengths.length = 0;
  expect(await statusFor(url, key)).toBe(200);
  expect(lengths).toHaveLength(2);
});

async function statusFor(url: string, guess: string): Promise<number> {
  return (await post(url, initializeMessage, { headers: { 'x-api-key': guess } })).status;
}
