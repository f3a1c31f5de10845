import type { Logger } from 'pino';

import { createCatalog, type CatalogOptions } from '../catalog/catalog.ts';
import type { Metrics } from '../operation/metrics.ts';
import { lazyStatelessEndpoint } from '../protocol/lazy-stateless-endpoint.ts';
import type { StatelessEndpoint } from '../protocol/stateless-endpoint.ts';
import { createChanges, usualLookMs } from '../resources/changes.ts';
import { createSessionIds } from '../sessions/session-id.ts';
import { stateKeysOf, type SessionKey } from '../sessions/session-key.ts';
import { defaultLifetimeMs, type SessionSettings } from '../sessions/session-options.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { createSessions, type Sessions } from '../sessions/sessions.ts';

/** All that goes on with clients, in both families of protocol versions. */
export interface Conversations {
  readonly sessions: Sessions;
  readonly stateless: StatelessEndpoint;
  /** Calls that run now. */
  readonly runningCalls: number;
  /** Tells those who have subscribed to a resource, and listen here, that it has changed. */
  resourceUpdated(uri: string): Promise<void>;
  /** Ends the streams of those who only listen. */
  stopListening(): Promise<void>;
  /** Aborts what runs, and ends all. */
  close(): Promise<void>;
}

export interface ConversationsOptions {
  /** What is talked about. */
  catalog: CatalogOptions;
  store: SessionStore;
  keys: readonly SessionKey[];
  lifetimeMs?: number | undefined;
  settings: SessionSettings;
  lookForChangesMs?: number | undefined;
  logger: Logger;
  metrics: Metrics;
  nowMs: () => number;
  /** Default ours; a test may put one in its place that believes every id. */
  sessionIds?: typeof createSessionIds | undefined;
}

/** Puts the catalog, the sessions, and the protocol without sessions together. */
export function createConversations(options: ConversationsOptions): Conversations {
  const { logger, metrics, keys, settings, sessionIds = createSessionIds } = options;
  const catalog = createCatalog(options.catalog, {
    onCallEnded: metrics.callEnded,
    scanned: metrics.scanned,
    paid: metrics.paid,
    onRefused: metrics.refused,
    counters: options.store,
    logger,
  });
  const changes = createChanges({
    signOf: (uri, signal) => catalog.signOf(uri, signal),
    isWanted: async (uri) => stateless.isListenedTo(uri) || sessions.isSubscribed(uri),
    intervalMs: options.lookForChangesMs ?? usualLookMs(options.catalog.source.kind),
    logger,
  });
  const stateless = lazyStatelessEndpoint({
    catalog,
    logger,
    stateKeys: stateKeysOf(keys),
    canListen: settings.canStream,
    onSubscribed: (uri) => void changes.want(uri),
  });
  const sessions = createSessions({
    catalog,
    store: options.store,
    ids: sessionIds({
      keys,
      lifetimeMs: options.lifetimeMs ?? defaultLifetimeMs,
      nowMs: settings.nowMs,
    }),
    settings,
    logger,
    watch: metrics,
    onSubscribed: (uri) => changes.want(uri),
    nowMs: options.nowMs,
  });
  changes.onChange((uri) => void resourceUpdated(uri));

  return {
    sessions,
    stateless,
    get runningCalls() {
      return sessions.runningCalls + stateless.runningCalls;
    },
    resourceUpdated,
    async stopListening() {
      changes.close();
      sessions.stopListening();
      await stateless.stopListening();
    },
    async close() {
      await Promise.all([sessions.closeAll(), stateless.close()]);
    },
  };

  async function resourceUpdated(uri: string): Promise<void> {
    stateless.resourceUpdated(uri);
    await sessions.resourceUpdated(uri);
  }
}
