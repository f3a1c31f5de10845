import { randomBytes } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createApiKey } from '../access/api-key.ts';
import type { AppGuards, AppOptions } from '../http.ts';
import {
  callMessage,
  errorOf,
  eventsOf,
  initializeMessage,
  openSession,
  post,
} from '../json-rpc.testing.ts';
import { memorySessionStore } from '../sessions/memory-session-store.ts';
import { createSessionIds } from '../sessions/session-id.ts';
import { macOf, type SessionKey } from '../sessions/session-key.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { guardedServer, type GuardedServer } from './guarded-server.testing.ts';

const key: SessionKey = { id: 'k', secret: randomBytes(32) };
const sessions = { keys: [key] };

/** Takes every id as if its signature were right; all else is checked. */
const withoutSignatureCheck: AppGuards = {
  sessionIds: (options) => {
    const ids = createSessionIds(options);
    return { ...ids, read: (id) => ids.read(signedAnew(id)) };
  },
};

/** Takes every caller for the one who has opened the session, which is told by our keys, too. */
const withoutOwnerCheck: AppGuards = {
  sessionIds: (options) => ({ ...createSessionIds(options), belongsTo: () => true }),
};
const withoutEither: AppGuards = {
  sessionIds: (options) => ({
    ...createSessionIds(options),
    ...withoutSignatureCheck.sessionIds?.(options),
    belongsTo: () => true,
  }),
};

describe('a session id', () => {
  it('that is forged is served where nobody checks what our keys have made, and is 404 otherwise, without a word to the store', async () => {
    const forged = await idSignedBy({ id: 'k', secret: randomBytes(32) });

    expect(await greeting(await guardedServer({ sessions }, withoutEither), forged)).toContain(
      'Hello, Eve!',
    );
    for (const guards of [withoutSignatureCheck, withoutOwnerCheck, {}]) {
      const asked: string[] = [];
      const store = toldOf(asked);
      await expectOver(await guardedServer({ sessions: { ...sessions, store } }, guards), forged);
      expect(asked).toEqual([]);
    }
  });

  it('whose text was changed is served where nobody checks its signature, and is 404 otherwise', async () => {
    const open = await guardedServer({ sessions }, withoutSignatureCheck);
    const guarded = await guardedServer({ sessions });
    const mine = await openSession(guarded.url);
    const [keyId = '', text = '', signature = ''] = mine.split('.');
    const payload = JSON.parse(Buffer.from(text, 'base64url').toString()) as [string, number];
    payload[1] += 365 * 86_400;
    const longer = Buffer.from(JSON.stringify(payload)).toString('base64url');
    const changed = `${keyId}.${longer}.${signature}`;

    expect(await greeting(open, changed)).toContain('Hello, Eve!');
    await expectOver(guarded, changed);
    expect(await greeting(guarded, mine)).toContain('Hello, Eve!');
  });

  it('of a server with other keys is served where nobody checks what our keys have made, and is 404 otherwise', async () => {
    const keys = [{ id: 'other', secret: randomBytes(32) }];
    const foreign = await openSession((await guardedServer({ sessions: { keys } })).url);

    expect(await greeting(await guardedServer({ sessions }, withoutEither), foreign)).toContain(
      'Hello, Eve!',
    );
    await expectOver(await guardedServer({ sessions }), foreign);
  });

  it('that has expired is served where nobody looks at the clock, and is 404 otherwise', async () => {
    const startMs = Date.now();
    const withoutClock: AppGuards = {
      sessionIds: (options) => createSessionIds({ ...options, nowMs: () => startMs }),
    };
    const options = { sessions: { ...sessions, lifetimeMs: 1 } };
    const open = await guardedServer(options, withoutClock);
    const guarded = await guardedServer(options);
    const expiring = await openSession(guarded.url);
    // Ends of sessions are told in whole seconds.
    await new Promise((resolve) => {
      setTimeout(resolve, 1100);
    });

    expect(await greeting(open, expiring)).toContain('Hello, Eve!');
    await expectOver(guarded, expiring);
  });

  it('that is sent again after its end is served where nobody keeps what has ended, and is 404 otherwise', async () => {
    const forgetful: SessionStore = { ...memorySessionStore(), end: async () => true };
    const open = await guardedServer({ sessions: { ...sessions, store: forgetful } });
    const guarded = await guardedServer({ sessions });

    expect(await greeting(open, await endedSession(open))).toContain('Hello, Eve!');
    await expectOver(guarded, await endedSession(guarded));
  });

  it('says nothing of the events of another session, unless nobody checks whose they are', async () => {
    const anyEvent: AppGuards = {
      sessionIds: (options) => ({
        ...createSessionIds(options),
        readEventId(_facts, eventId) {
          const [stream = '', event = ''] = eventId.split('.');
          return { stream, event };
        },
      }),
    };
    const store = keptByStream();

    const succeeded = await replayedEvent(
      await guardedServer({ wait: atOnce, sessions: { store } }, anyEvent),
    );
    const stopped = await replayedEvent(await guardedServer({ wait: atOnce }, anyEvent));
    const refused = await replayedEvent(await guardedServer({ wait: atOnce, sessions: { store } }));

    expect(succeeded).toMatchObject({
      status: 200,
      text: expect.stringContaining('Ana') as string,
    });
    expect(stopped).toEqual({ status: 204, text: '' });
    expect(refused.status).toBe(400);
    expect(refused.text).not.toContain('Ana');
  });
});

describe("another subject's session", () => {
  const [alice, bob] = [createApiKey(), createApiKey()];
  const access = {
    apiKeys: [
      { name: 'alice', sha256: alice.sha256 },
      { name: 'bob', sha256: bob.sha256 },
    ],
  };
  const byAlice = { 'x-api-key': alice.key };
  const byBob = { 'x-api-key': bob.key };
  const options: Partial<AppOptions> = { access, sessions };

  it('can be used and ended where nobody asks whose it is, and is 404 otherwise', async () => {
    const open = await guardedServer(options, withoutOwnerCheck);
    const guarded = await guardedServer(options);
    const [taken, kept] = [
      await openSession(open.url, { headers: byAlice }),
      await openSession(guarded.url, { headers: byAlice }),
    ];

    expect(await greeting(open, taken, byBob)).toContain('Hello, Eve!');
    expect(await ended(open, taken)).toBe(200);
    await expectOver(open, taken, byAlice);

    await expectOver(guarded, kept, byBob);
    expect(await ended(guarded, kept)).toBe(404);
    expect(await greeting(guarded, kept, byAlice)).toContain('Hello, Eve!');
  });

  it('tells who asks by its GET stream where nobody asks whose it is, and is 404 otherwise', async () => {
    expect(await listenedTo(await guardedServer(options, withoutOwnerCheck))).toBe(200);
    expect(await listenedTo(await guardedServer(options))).toBe(404);
  });

  async function listenedTo({ url }: GuardedServer): Promise<number> {
    const session = await openSession(url, { headers: byAlice });
    const headers = { ...byBob, Accept: 'text/event-stream', 'Mcp-Session-Id': session };
    const response = await fetch(url, { headers });
    await response.body?.cancel();
    return response.status;
  }

  async function ended({ url }: GuardedServer, session: string): Promise<number> {
    const headers = { ...byBob, 'Mcp-Session-Id': session };
    return (await fetch(url, { method: 'DELETE', headers })).status;
  }
});

/** The id with the signature that it would have by our own key. */
function signedAnew(id: string): string {
  const [, text = ''] = id.split('.');
  return `${key.id}.${text}.${macOf(key, 'session', [key.id, text])}`;
}

async function idSignedBy(other: SessionKey): Promise<string> {
  const ids = createSessionIds({ keys: [other], lifetimeMs: 60_000, nowMs: Date.now });
  const { protocolVersion, capabilities, clientInfo } = initializeMessage.params;
  return ids.issue({ protocolVersion, capabilities, clientInfo, subject: 'local' }).id;
}

async function greeting(
  { url }: GuardedServer,
  session: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await post(url, callMessage('greet', { name: 'Eve' }), { session, headers });
  return response.text();
}

async function expectOver(
  { url }: GuardedServer,
  session: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const response = await post(url, callMessage('greet', { name: 'Eve' }), { session, headers });
  expect(response.status).toBe(404);
  expect((await errorOf(response)).message).toBe(
    'This session is unknown or over: initialize a new one.',
  );
}

async function endedSession({ url }: GuardedServer): Promise<string> {
  const session = await openSession(url);
  await fetch(url, { method: 'DELETE', headers: { 'Mcp-Session-Id': session } });
  return session;
}

async function atOnce(): Promise<void> {}

/** Asks in one session for what came on a stream of another, from its beginning. */
async function replayedEvent({ url }: GuardedServer): Promise<{ status: number; text: string }> {
  const session = await openSession(url);
  const called = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });
  const theirs = await called.text();
  const headers = {
    Accept: 'text/event-stream',
    'Mcp-Session-Id': await openSession(url),
    'Last-Event-ID': (eventsOf(theirs)[0]?.id ?? '').replace(/\.\d+\./, '.00000000.'),
  };
  const response = await fetch(url, { headers });
  return { status: response.status, text: await response.text() };
}

/** Gives the events of a stream to whichever session asks. */
function keptByStream(): SessionStore {
  const store = memorySessionStore();
  const sessionOf = new Map<string, string>();
  return {
    ...store,
    appendEvents(session, events, expiresAtMs) {
      for (const { stream } of events) sessionOf.set(stream, session);
      return store.appendEvents(session, events, expiresAtMs);
    },
    readEvents: (session, stream, afterId) =>
      store.readEvents(sessionOf.get(stream) ?? session, stream, afterId),
  };
}

function toldOf(asked: string[]): SessionStore {
  const store = memorySessionStore();
  return {
    ...store,
    read(session) {
      asked.push(session);
      return store.read(session);
    },
  };
}
