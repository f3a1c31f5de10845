import { randomBytes } from 'node:crypto';

import {
  LATEST_PROTOCOL_VERSION,
  SUPPORTED_PROTOCOL_VERSIONS,
  type InitializeRequest,
  type JSONRPCRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Metrics } from '../operation/metrics.ts';
import type { Incoming } from './incoming.ts';
import { createListeningStreams } from './listening-streams.ts';
import { createLiveSessions } from './live-sessions.ts';
import { createMailSender } from './mail-sender.ts';
import { resumeStream } from './resume-stream.ts';
import { createRunningStreams } from './running-streams.ts';
import { openSession, rebuildSession, type Session, type SessionSurroundings } from './session.ts';
import type { SessionFacts, SessionIds } from './session-id.ts';
import type { SessionSettings } from './session-options.ts';
import type { SessionStore, StoredSession } from './session-store.ts';
import { guardedStore } from './store-failure.ts';

/** The sessions of one app: any instance that has the same keys and the same store serves them all. */
export interface Sessions {
  /** Kept in memory here. */
  readonly size: number;
  readonly runningCalls: number;
  /** The session that a header names, or why it is refused. */
  find(header: string | null, caller: Caller): Promise<FoundSession | SessionRefusal>;
  /** Opens a session; `null` where there is no room. */
  open(
    request: JSONRPCRequest & InitializeRequest,
    caller: Caller,
  ): Promise<{ response: Response; name: string } | null>;
  /** Answers the messages of a POST; `null` where there is no room. */
  handle(found: FoundSession, incoming: Incoming, caller: Caller): Promise<Response | null>;
  /** A stream for what the server says by itself. */
  listen(found: FoundSession): Response | 'taken' | 'full';
  /** The rest of a stream after this event; `null` for what is no event of the session's. */
  resume(found: FoundSession, eventId: string): Promise<Response | null>;
  /** Ends a session on all instances. */
  end(found: FoundSession): Promise<void>;
  /** Tells those who listen here and have subscribed to a resource that it has changed. */
  resourceUpdated(uri: string): Promise<void>;
  /** Whether a session that listens here has subscribed to this resource. */
  isSubscribed(uri: string): Promise<boolean>;
  sweep(): void;
  /** Ends the streams of those who only listen: they go on at another instance. */
  stopListening(): void;
  closeAll(): Promise<void>;
}

export interface FoundSession {
  facts: SessionFacts;
  stored: StoredSession;
}

export type SessionRefusal =
  | 'session-missing'
  | 'session-forged'
  | 'session-foreign'
  | 'session-over';

export interface SessionsOptions {
  catalog: Catalog;
  store: SessionStore;
  ids: SessionIds;
  settings: SessionSettings;
  logger: Logger;
  watch: Pick<Metrics, 'sessionOpened' | 'sessionRebuilt' | 'sessionEnded'>;
  /** Somebody wants to hear of changes of this resource; resolves once they are looked for. */
  onSubscribed?: ((uri: string) => Promise<void>) | undefined;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
}

export function createSessions(options: SessionsOptions): Sessions {
  const { ids, settings, logger, watch, onSubscribed = async () => {} } = options;
  const store = guardedStore(options.store);
  const mail = createMailSender({ store, ...settings });
  const instance = randomBytes(9).toString('base64url');
  let made = 0;
  const running = createRunningStreams();
  const live = createLiveSessions({
    ...settings,
    nowMs: options.nowMs,
    onGone: (_, reason) => watch.sessionEnded(reason),
  });
  const listening = createListeningStreams({
    maxStreams: settings.maxSessions,
    keepAliveMs: settings.keepAliveMs,
    isOver,
  });
  const rebuilding = new Map<string, Promise<Session>>();
  const surroundings: SessionSurroundings = {
    ...options,
    store,
    mail,
    running,
    newNonce,
    onUnrelated: (session, message) => listening.send(session, message),
    onSubscribed,
  };

  return {
    get size() {
      return live.size;
    },
    get runningCalls() {
      return live.runningCalls;
    },

    async find(header, caller) {
      if (header === null) return 'session-missing';
      const facts = ids.read(header);
      if (facts === null) return 'session-forged';
      if (!ids.belongsTo(facts, caller.subject)) return 'session-foreign';
      const stored = await store.read(facts.name);
      return stored.ended ? 'session-over' : { facts, stored };
    },

    async open(request, caller) {
      if (!live.hasRoom()) return null;
      const { protocolVersion, clientInfo, capabilities } = request.params;
      const { id, facts } = ids.issue({
        // As the SDK decides it.
        protocolVersion: SUPPORTED_PROTOCOL_VERSIONS.includes(protocolVersion)
          ? protocolVersion
          : LATEST_PROTOCOL_VERSION,
        clientInfo,
        capabilities,
        subject: caller.subject,
      });
      const opened = await openSession(request, { id, facts, caller, surroundings, onEnded });
      live.add(opened.session);
      watch.sessionOpened();
      const { name: client, version } = facts.client;
      logger.info({ session: facts.name, client, version }, 'client');
      return { response: opened.response, name: facts.name };
    },

    async handle(found, incoming, caller) {
      const known = live.find(found.facts.name);
      if (known === null && incoming.requests.length === 0) {
        await mail.passOn(found.facts.name, incoming);
        return new Response(null, { status: 202 });
      }
      const session = known ?? (await rebuilt(found.facts, caller));
      return session === null ? null : session.handle(incoming, { caller, stored: found.stored });
    },

    listen({ facts, stored }) {
      for (const uri of stored.subscriptions) void onSubscribed(uri);
      return listening.open(facts);
    },

    async resume({ facts }, eventId) {
      const place = ids.readEventId(facts, eventId);
      if (place === null) return null;
      return resumeStream({ store, ids, running, settings, facts, place });
    },

    async end({ facts }) {
      await store.end(facts.name, facts.expiresAtMs);
      await mail.ended(facts.name);
      const session = live.find(facts.name);
      if (session !== null) await endHere(session);
      listening.close(facts.name);
    },

    async resourceUpdated(uri) {
      const told = listening.sessions.map(async (session) => {
        const { subscriptions } = await store.read(session);
        if (!subscriptions.includes(uri)) return;
        const method = 'notifications/resources/updated';
        listening.send(session, { jsonrpc: '2.0', method, params: { uri } });
      });
      await Promise.allSettled(told);
    },

    async isSubscribed(uri) {
      for (const session of listening.sessions) {
        const { subscriptions } = await store.read(session);
        if (subscriptions.includes(uri)) return true;
      }
      return false;
    },

    sweep: () => live.sweep(),
    stopListening: () => listening.closeAll(),
    async closeAll() {
      listening.closeAll();
      await live.closeAll();
    },
  };

  /** Other than every one of this and of any other instance. */
  function newNonce(): string {
    made += 1;
    return `${instance}-${made}`;
  }

  /** However many requests come at once, the session is made once. */
  async function rebuilt(facts: SessionFacts, caller: Caller): Promise<Session | null> {
    const pending = rebuilding.get(facts.name);
    if (pending !== undefined) return pending;
    if (!live.hasRoom()) return null;
    const building = rebuildSession({ facts, caller, surroundings, onEnded });
    rebuilding.set(facts.name, building);
    try {
      const session = await building;
      live.add(session);
      watch.sessionRebuilt();
      return session;
    } finally {
      rebuilding.delete(facts.name);
    }
  }

  function onEnded(session: Session): void {
    listening.close(session.facts.name);
    void endHere(session);
  }

  async function endHere(session: Session): Promise<void> {
    await live.end(session, 'client');
  }

  async function isOver(facts: SessionFacts): Promise<boolean> {
    if (facts.expiresAtMs <= settings.nowMs()) return true;
    const stored = await store.read(facts.name).catch(() => null);
    // The client may have subscribed at another instance since it began to listen here.
    for (const uri of stored?.subscriptions ?? []) void onSubscribed(uri);
    return stored?.ended === true;
  }
}
