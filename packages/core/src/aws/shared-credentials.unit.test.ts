import { describe, expect, test } from 'vitest';

import { sharedCredentials } from './shared-credentials.ts';

const startMs = Date.parse('2026-11-22T12:00:00Z');
const hourMs = 3_600_000;

function keysUntil(expiration: Date | undefined) {
  return {
    accessKeyId: 'AKIAEXAMPLE',
    secretAccessKey: 'secret',
    ...(expiration === undefined ? {} : { expiration }),
  };
}

/** Keys for an hour, with the number of times that they were asked for. */
function counted(options: { fails?: number; lastsForEver?: boolean } = {}) {
  let nowMs = startMs;
  let calls = 0;
  const credentials = sharedCredentials(
    async () => {
      calls += 1;
      if (calls <= (options.fails ?? 0)) throw new Error(`refused ${calls}`);
      return keysUntil(options.lastsForEver === true ? undefined : new Date(nowMs + hourMs));
    },
    () => new Date(nowMs),
  );
  return { credentials, calls: () => calls, pass: (ms: number) => (nowMs += ms) };
}

describe('shared credentials', () => {
  test('are asked for once by all who need them at the same time, and later', async () => {
    const { credentials, calls, pass } = counted();
    await Promise.all([credentials(), credentials(), credentials()]);
    pass(hourMs / 2);
    await credentials();
    expect(calls()).toBe(1);
  });

  test('are renewed before they expire', async () => {
    const { credentials, calls, pass } = counted();
    await credentials();
    pass(hourMs - 4 * 60_000);
    await credentials();
    expect(calls()).toBe(2);
  });

  test('that never expire are not renewed', async () => {
    const { credentials, calls, pass } = counted({ lastsForEver: true });
    await credentials();
    pass(1000 * hourMs);
    await credentials();
    expect(calls()).toBe(1);
  });

  test('that are refused are refused to all who wait, and asked for again after that', async () => {
    const { credentials, calls } = counted({ fails: 1 });
    const both = await Promise.allSettled([credentials(), credentials()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(credentials()).resolves.toMatchObject({ accessKeyId: 'AKIAEXAMPLE' });
    expect(calls()).toBe(2);
  });
});
