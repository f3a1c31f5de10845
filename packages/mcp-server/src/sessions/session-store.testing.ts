import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Mail, SessionStore, StoredEvent } from './session-store.ts';

const hourMs = 3_600_000;
const startMs = Date.UTC(2026, 10, 1);
const soonMs = startMs + hourMs;

/**
 * Tests of what every store of sessions has to do, for a `describe`. `openTwo` makes empty data and opens it for two instances;
 * where data is not shared, both are the same store.
 */
export function testSessionStore(
  openTwo: (
    nowMs: () => number,
  ) => Promise<readonly [SessionStore, SessionStore]> | readonly [SessionStore, SessionStore],
): void {
  describe('does what the server expects of a store', () => {
    it('can be used, and says what it is', async () => {
      const { here } = await setUp();

      await here.check();

      expect(here.name).toMatch(/\w/);
    });

    it('knows nothing of a session that nobody has written of', async () => {
      const { here } = await setUp();

      expect(await here.read('unknown')).toEqual({
        ended: false,
        logLevel: null,
        subscriptions: [],
      });
      expect(await here.mail('unknown', null)).toEqual([]);
      expect(await here.readEvents('unknown', 'stream', '')).toEqual([]);
    });

    it('ends a session once, for every instance', async () => {
      const { here, there } = await setUp();

      expect(await here.end('a', soonMs)).toBe(true);
      expect(await there.end('a', soonMs)).toBe(false);
      expect((await there.read('a')).ended).toBe(true);
      expect((await there.read('b')).ended).toBe(false);
    });

    it('lets exactly one of many that end a session at the same time have ended it', async () => {
      const { here, there } = await setUp();

      const ends = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? here : there).end('a', soonMs)),
      );

      expect(ends.filter(Boolean)).toHaveLength(1);
    });

    it('keeps the latest log level, and leaves the rest of the session alone', async () => {
      const { here, there } = await setUp();
      await here.setLogLevel('a', 'debug', soonMs);
      await there.setLogLevel('a', 'error', soonMs);
      await there.end('b', soonMs);

      expect(await here.read('a')).toEqual({ ended: false, logLevel: 'error', subscriptions: [] });
      expect(await here.read('b')).toEqual({ ended: true, logLevel: null, subscriptions: [] });
    });

    it('adds and removes one subscription at a time, also at the same time', async () => {
      const { here, there } = await setUp();
      const uris = Array.from({ length: 12 }, (_, index) => `bedrock-spend://report/${index}`);
      const change = { wanted: true, expiresAtMs: soonMs };
      await Promise.all(
        uris.map((uri, index) =>
          (index % 2 ? here : there).setSubscription('a', { ...change, uri }),
        ),
      );
      await here.setSubscription('a', { ...change, uri: uris[3] ?? '', wanted: false });
      await here.setSubscription('a', { ...change, uri: 'never://wanted', wanted: false });
      await here.setSubscription('a', { ...change, uri: uris[5] ?? '' });

      const { subscriptions } = await there.read('a');
      expect(subscriptions.toSorted()).toEqual(uris.toSpliced(3, 1).toSorted());
    });

    it('keeps addresses of any length and letters', async () => {
      const { here } = await setUp();
      const uris = [`test://${'x'.repeat(5000)}`, 'test://größe/💰?a=#b', 'test://a#b'];
      for (const uri of uris) {
        await here.setSubscription('a', { uri, wanted: true, expiresAtMs: soonMs });
      }

      expect((await here.read('a')).subscriptions.toSorted()).toEqual(uris.toSorted());
    });

    it('delivers mail in the order in which it came, and only what came after the last that was read', async () => {
      const { here, there } = await setUp();
      for (let index = 0; index < 12; index += 1) {
        await (index % 2 ? here : there).post('a', cancelled(index), soonMs);
      }
      await here.post('b', cancelled('other'), soonMs);

      const all = await there.mail('a', null);
      expect(all.map(withoutId)).toEqual(
        Array.from({ length: 12 }, (_, index) => cancelled(index)),
      );
      const fifth = all[4]?.id ?? '';
      expect(await here.mail('a', fifth)).toEqual(all.slice(5));
      expect(await here.mail('a', all.at(-1)?.id ?? '')).toEqual([]);
    });

    it('shows a reader every message once, whoever writes at the same time', async () => {
      const { here, there } = await setUp();
      const wanted = Array.from({ length: 40 }, (_, index) => index);
      let writing = true;
      const writers = Promise.all(
        wanted.map((index) => (index % 2 ? here : there).post('a', cancelled(index), soonMs)),
      ).finally(() => {
        writing = false;
      });
      const seen: unknown[] = [];
      let after: string | null = null;
      for (let isLast = false; !isLast;) {
        isLast = !writing;
        for (const { id, ...mail } of await here.mail('a', after)) {
          seen.push(mail.kind === 'cancelled' && mail.requestId);
          after = id;
        }
      }
      await writers;

      expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(wanted);
    });

    it('goes on with the order of mail when earlier mail is forgotten', async () => {
      const { here, clock } = await setUp();
      await here.post('a', cancelled(1), startMs + 1000);
      const [first] = await here.mail('a', null);
      clock.nowMs += 2000;
      expect(await here.mail('a', null)).toEqual([]);
      await here.post('a', cancelled(2), soonMs);

      expect((await here.mail('a', first?.id ?? null)).map(withoutId)).toEqual([cancelled(2)]);
    });

    it('forgets each message when its own time has come', async () => {
      const { here, clock } = await setUp();
      await here.post('a', cancelled('long'), soonMs);
      await here.post('a', cancelled('short'), startMs + 1000);
      clock.nowMs += 2000;

      expect((await here.mail('a', null)).map(withoutId)).toEqual([cancelled('long')]);
    });

    it('carries mail of 1 MB, also such as cannot be compressed', async () => {
      const { here, there } = await setUp();
      const mails = [noise(1_000_000), 'x'.repeat(1_000_000), '💰'.repeat(250_000)].map(
        (text): Mail => ({ kind: 'answer', json: JSON.stringify({ id: 'n:1', result: text }) }),
      );
      for (const mail of mails) await here.post('a', mail, soonMs);

      const delivered = await there.mail('a', null);
      expect(delivered.map(withoutId)).toStrictEqual(mails);
    });

    it('keeps a bounded number of messages, the latest ones', async () => {
      const { here } = await setUp();
      const count = 500;
      for (let index = 0; index < count; index += 1) {
        await here.post('a', cancelled(index), soonMs);
      }

      const kept = (await here.mail('a', null)).map(withoutId);
      expect(kept.length).toBeGreaterThanOrEqual(100);
      expect(kept.length).toBeLessThan(count);
      expect(kept).toEqual(
        Array.from({ length: kept.length }, (_, index) => cancelled(count - kept.length + index)),
      );
    });

    it('reads the events of one stream after one of them, in order', async () => {
      const { here, there } = await setUp();
      const [events, others] = [eventsOf('s', 9), eventsOf('t', 9)];
      await here.appendEvents('a', [...others.slice(0, 4), ...events.slice(0, 3)], soonMs);
      await here.appendEvents('a', events.slice(3, 4), soonMs);
      await here.appendEvents('a', [...events.slice(4), ...others.slice(4)], soonMs);
      await here.appendEvents('b', eventsOf('s', 2), soonMs);
      await here.appendEvents('a', [], soonMs);

      for (const [index, { id }] of events.entries()) {
        expect(await there.readEvents('a', 's', id)).toEqual(events.slice(index + 1));
      }
      expect(await there.readEvents('a', 't', '')).toEqual(others);
      expect(await there.readEvents('b', 's', '')).toHaveLength(2);
    });

    it('reads long streams in steps, and every event once', async () => {
      const { here, there } = await setUp();
      const events = eventsOf('s', 1000);
      for (let start = 0; start < events.length; start += 7) {
        await here.appendEvents('a', events.slice(start, start + 7), soonMs);
      }

      const { read, steps } = await readAll(there, 'a', 's');
      expect(read).toEqual(events);
      expect(Math.max(...steps)).toBeLessThanOrEqual(500);
    });

    it('keeps events of 1 MB, also such as cannot be compressed', async () => {
      const { here, there } = await setUp();
      const texts = [noise(1_000_000), 'x'.repeat(1_000_000), 'é💰'.repeat(170_000), ''];
      const events = eventsOf('s', texts.length).map((event, index) => ({
        ...event,
        json: texts[index] ?? '',
      }));
      await here.appendEvents('a', events, soonMs);

      expect((await readAll(there, 'a', 's')).read).toStrictEqual(events);
    });

    it('gives back what was written, whatever letters it is of', async () => {
      const { here, there } = await setUp();
      let count = 0;
      const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(
          name,
          name,
          fc.string({ unit: 'binary' }),
          async (stream, requestId, text) => {
            count += 1;
            const session = `session-${count}`;
            const event: StoredEvent = { id: 'e-1', stream, json: text, ends: true };
            await here.appendEvents(session, [event], soonMs);
            await here.post(session, cancelled(requestId), soonMs);

            expect(await there.readEvents(session, stream, '')).toStrictEqual([event]);
            const [mail] = await there.mail(session, null);
            expect(mail).toMatchObject(cancelled(requestId));
          },
        ),
        { numRuns: 30 },
      );
    });

    it('counts exactly for all instances at the same time', async () => {
      const { here, there } = await setUp();
      const sums = await Promise.all(
        Array.from({ length: 30 }, (_, index) => (index % 2 ? here : there).count('c', 2, soonMs)),
      );

      expect(sums.toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 30 }, (_, index) => 2 * (index + 1)),
      );
      expect(await there.count('c', 0, soonMs)).toBe(60);
      expect(await there.count('d', 0, soonMs)).toBe(0);
      expect(await there.count('c', 2 ** 53 - 61, soonMs)).toBe(2 ** 53 - 1);
    });

    it('starts a counter again when its time is over, once for all', async () => {
      const { here, there, clock } = await setUp();
      await here.count('c', 5, startMs + 1000);
      clock.nowMs += 2000;

      expect(await there.count('c', 0, soonMs)).toBe(0);
      const sums = await Promise.all(
        Array.from({ length: 10 }, (_, index) => (index % 2 ? here : there).count('c', 1, soonMs)),
      );
      expect(Math.max(...sums)).toBe(10);
      expect(await here.count('c', 0, soonMs)).toBe(10);
    });

    it('forgets everything when its time has come', async () => {
      const { here, there, clock } = await setUp();
      await here.end('a', soonMs);
      await here.setLogLevel('a', 'debug', soonMs);
      await here.setSubscription('a', { uri: 'test://a', wanted: true, expiresAtMs: soonMs });
      await here.post('a', cancelled(1), soonMs);
      await here.appendEvents('a', eventsOf('s', 3), soonMs);
      clock.nowMs = soonMs - 1;
      expect(await there.read('a')).toMatchObject({ ended: true, logLevel: 'debug' });
      clock.nowMs = soonMs + 1;

      expect(await there.read('a')).toEqual({ ended: false, logLevel: null, subscriptions: [] });
      expect(await there.mail('a', null)).toEqual([]);
      expect(await there.readEvents('a', 's', '')).toEqual([]);
      expect(await there.end('a', soonMs + hourMs)).toBe(true);
    });
  });

  async function setUp() {
    const clock = { nowMs: startMs };
    const [here, there] = await openTwo(() => clock.nowMs);
    return { here, there, clock };
  }
}

async function readAll(store: SessionStore, session: string, stream: string) {
  const read: StoredEvent[] = [];
  const steps: number[] = [];
  for (;;) {
    const step = await store.readEvents(session, stream, read.at(-1)?.id ?? '');
    if (step.length === 0) return { read, steps };
    steps.push(step.length);
    read.push(...step);
  }
}

function cancelled(requestId: string | number): Mail {
  return { kind: 'cancelled', requestId };
}

function withoutId({ id: _, ...mail }: Mail & { id: string }): Mail {
  return mail;
}

function eventsOf(stream: string, count: number): StoredEvent[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `e-${String(index + 1).padStart(6, '0')}`,
    stream,
    json: JSON.stringify({ jsonrpc: '2.0', method: 'notifications/progress', index }),
    ends: index === count - 1,
  }));
}

/** Letters of a linear congruential generator: the same every time, and nothing to compress. */
function noise(length: number): string {
  let state = 20_261_101;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    text += String.fromCharCode(0x21 + (state >>> 25));
  }
  return text;
}
