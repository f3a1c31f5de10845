import { randomBytes } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createSessionIds, type NewSession, type SessionIds } from './session-id.ts';
import { checkKeys, type SessionKey } from './session-key.ts';

const startMs = Date.UTC(2026, 10, 1);
const lifetimeMs = 3_600_000;

describe('a session id', () => {
  it('tells every instance with the same keys what it has to know', () => {
    const { keys, ids } = setUp();
    const { id, facts } = ids.issue(session);

    const read = idsWith(keys).read(id);

    expect(read).toEqual(facts);
    expect(read).toMatchObject({
      protocolVersion: '2025-11-25',
      expiresAtMs: startMs + lifetimeMs,
      client: {
        name: 'test-client',
        version: '1.2.3',
        capabilities: { elicitation: { form: {} } },
      },
    });
  });

  it('is visible ASCII of bounded length, whatever a client says of itself', () => {
    const { ids } = setUp();
    const text = fc.string({ unit: 'grapheme', maxLength: 5000 });
    fc.assert(
      fc.property(text, text, text, (name, version, noise) => {
        const capabilities = { experimental: { [noise]: { noise } }, sampling: { tools: {} } };
        const { id, facts } = ids.issue({
          ...session,
          clientInfo: { name, version },
          capabilities,
        });

        expect(id).toMatch(/^[\x21-\x7e]{1,4096}$/);
        expect(ids.read(id)).toEqual(facts);
        expect(facts.client.capabilities.sampling).toEqual({ tools: {} });
      }),
    );
  });

  it('is refused when any letter of it is another, is missing or is added', () => {
    const { ids } = setUp();
    const { id } = ids.issue(session);
    fc.assert(
      fc.property(
        fc.nat(id.length - 1),
        fc.constantFrom(...'ABCYZabcyz0189-_.=+/ é'),
        fc.constantFrom(0, 1),
        (place, letter, replaced) => {
          const changed = id.slice(0, place) + letter + id.slice(place + replaced);
          fc.pre(changed !== id);
          expect(ids.read(changed)).toBeNull();
        },
      ),
      { numRuns: 1000 },
    );
    for (let length = 0; length < id.length; length += 1) {
      expect(ids.read(id.slice(0, length))).toBeNull();
    }
    expect(ids.read(`${id}.`)).toBeNull();
    expect(ids.read(`${id}A`)).toBeNull();
  });

  it('has one spelling only, though base64 has several', () => {
    const { ids } = setUp();
    const { id } = ids.issue(session);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

    const accepted = [...alphabet].filter((last) => ids.read(id.slice(0, -1) + last) !== null);

    expect(accepted).toEqual([id.at(-1)]);
  });

  it.each(['', '.', '..', 'k1', 'k1..', 'k1.e30.', '0b9f7a52-0000-4000-8000-000000000000', '💰'])(
    'is not %j',
    (text) => {
      expect(setUp().ids.read(text)).toBeNull();
    },
  );

  it('is over at its end', () => {
    const { ids, clock } = setUp();
    const { id } = ids.issue(session);
    clock.nowMs = startMs + lifetimeMs - 1;
    expect(ids.read(id)).not.toBeNull();
    clock.nowMs = startMs + lifetimeMs;

    expect(ids.read(id)).toBeNull();
  });

  it('never comes twice', () => {
    const { ids } = setUp();
    const all = Array.from({ length: 100 }, () => ids.issue(session).id);

    expect(new Set(all).size).toBe(100);
  });

  it('belongs to the subject that has opened the session, whose name is not in it', () => {
    const { ids } = setUp();
    const { id, facts } = ids.issue({ ...session, subject: 'key:ana@example.com' });

    expect(ids.belongsTo(facts, 'key:ana@example.com')).toBe(true);
    expect(ids.belongsTo(facts, 'key:ben@example.com')).toBe(false);
    expect(ids.belongsTo(facts, '')).toBe(false);
    expect(Buffer.from(id.split('.')[1] ?? '', 'base64url').toString()).not.toContain('ana');
  });

  it('is known while its key is among the keys, and new ones are signed by the first', () => {
    const [before, after] = [key('before'), key('after')];
    const old = idsWith([before]).issue(session);
    const both = idsWith([after, before]);

    expect(both.read(old.id)).toEqual(old.facts);
    expect(both.belongsTo(old.facts, session.subject)).toBe(true);
    const event = { stream: 's', event: '00000001' };
    const eventId = idsWith([before]).eventId(old.facts, event);
    expect(both.readEventId(old.facts, eventId)).toEqual(event);
    expect(both.issue(session).facts.keyId).toBe('after');
    expect(idsWith([after]).read(old.id)).toBeNull();
  });

  it('is refused when another key of the same name has signed it', () => {
    const { id } = idsWith([key('k')]).issue(session);

    expect(idsWith([key('k')]).read(id)).toBeNull();
  });
});

describe('an event id', () => {
  it('is worth something in its own session only', () => {
    const { ids } = setUp();
    const [mine, theirs] = [ids.issue(session).facts, ids.issue(session).facts];
    const event = { stream: 'abc-_9', event: '00000007' };
    const eventId = ids.eventId(mine, event);

    expect(ids.readEventId(mine, eventId)).toEqual(event);
    expect(ids.readEventId(theirs, eventId)).toBeNull();
  });

  it('may name any event of its stream, but no other stream', () => {
    const { ids } = setUp();
    const { facts } = ids.issue(session);
    const eventId = ids.eventId(facts, { stream: 'a', event: '1' });

    expect(ids.readEventId(facts, eventId.replace('a', 'b'))).toBeNull();
    for (const wrong of ['', 'a', 'a.1', 'a.1.', `${eventId}.`, `${eventId}x`, 'x'.repeat(1000)]) {
      expect(ids.readEventId(facts, wrong)).toBeNull();
    }
  });
});

describe('session keys', () => {
  it.each([
    [[], /at least one/],
    [[{ id: 'k', secret: randomBytes(31) }], /too short/],
    [[{ id: 'k.1', secret: randomBytes(32) }], /letters, digits/],
    [[{ id: '', secret: randomBytes(32) }], /letters, digits/],
    [[key('k'), key('k')], /same id/],
  ])('are refused where they cannot be used (%#)', (keys, message) => {
    expect(() => checkKeys(keys)).toThrow(message);
  });
});

const session: NewSession = {
  protocolVersion: '2025-11-25',
  clientInfo: { name: 'test-client', version: '1.2.3' },
  capabilities: { elicitation: { form: {} } },
  subject: 'local',
};

function setUp() {
  const clock = { nowMs: startMs };
  const keys = [key('k1'), key('k2')];
  return { clock, keys, ids: idsWith(keys, () => clock.nowMs) };
}

function idsWith(keys: readonly SessionKey[], nowMs = () => startMs): SessionIds {
  return createSessionIds({ keys, lifetimeMs, nowMs });
}

function key(id: string): SessionKey {
  return { id, secret: randomBytes(32) };
}
