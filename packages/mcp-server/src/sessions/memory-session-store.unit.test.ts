import { describe, expect, it } from 'vitest';

import { memorySessionStore } from './memory-session-store.ts';
import { testSessionStore } from './session-store.testing.ts';

describe('the session store in memory', () => {
  testSessionStore((nowMs) => {
    const store = memorySessionStore({ nowMs });
    return [store, store];
  });
});

const soonMs = Date.now() + 3_600_000;

describe('bounds of the session store in memory', () => {
  it('forgets the sessions that were written of longest ago when there are too many', async () => {
    const store = memorySessionStore({ maxSessions: 10 });
    for (let index = 0; index < 100; index += 1) {
      await store.setLogLevel(`session-${index}`, 'error', soonMs);
    }

    expect((await store.read('session-89')).logLevel).toBeNull();
    expect((await store.read('session-90')).logLevel).toBe('error');
  });

  it('keeps the latest events of a session that says too much, and leaves the others alone', async () => {
    const store = memorySessionStore({ maxSessionLength: 10_000 });
    await store.appendEvents('other', [event('s', 1, 5000)], soonMs);
    for (let index = 1; index <= 50; index += 1) {
      await store.appendEvents('loud', [event('s', index, 1000)], soonMs);
    }

    const kept = await store.readEvents('loud', 's', '');
    expect(kept.at(-1)?.id).toBe('e-0050');
    expect(kept.length).toBeLessThan(10);
    expect(await store.readEvents('other', 's', '')).toHaveLength(1);
  });

  it('forgets events of other sessions, the oldest first, when all together say too much', async () => {
    const store = memorySessionStore({ maxLength: 10_000 });
    for (let index = 0; index < 20; index += 1) {
      await store.appendEvents(`session-${index}`, [event('s', 1, 1000)], soonMs);
    }

    expect(await store.readEvents('session-0', 's', '')).toEqual([]);
    expect(await store.readEvents('session-19', 's', '')).toHaveLength(1);
  });

  it('tells a watcher of mail at once, until it watches no more', async () => {
    const store = memorySessionStore();
    let told = 0;
    const stop = store.watchMail?.('a', () => (told += 1));
    await store.post('a', { kind: 'ended' }, soonMs);
    await store.post('b', { kind: 'ended' }, soonMs);
    stop?.();
    await store.post('a', { kind: 'ended' }, soonMs);

    expect(told).toBe(1);
  });
});

function event(stream: string, index: number, length: number) {
  return {
    stream,
    id: `e-${String(index).padStart(4, '0')}`,
    json: 'x'.repeat(length),
    ends: false,
  };
}
