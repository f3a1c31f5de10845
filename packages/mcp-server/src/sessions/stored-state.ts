import { SpendError } from '@bedrock-spend/core';

import type { SessionState } from '../protocol/session-state.ts';
import type { LogLevel } from '../tools/tool.ts';
import type { SessionFacts } from './session-id.ts';
import type { SessionStore, StoredSession } from './session-store.ts';

/** What a session has asked for, kept where every instance sees it. */
export interface StoredState extends SessionState {
  /** Takes over what was just read from the store. */
  refresh(stored: StoredSession): void;
}

const usualLevel: LogLevel = 'info';
const maxSubscriptions = 100;
const maxAddressLength = 4096;

export function storedState(options: {
  store: SessionStore;
  facts: SessionFacts;
  onSubscribed: (uri: string) => Promise<void>;
}): StoredState {
  const { store, facts, onSubscribed } = options;
  const { name, expiresAtMs } = facts;
  let level = usualLevel;
  let subscriptions: readonly string[] = [];

  return {
    refresh(stored) {
      level = stored.logLevel ?? usualLevel;
      subscriptions = stored.subscriptions;
    },
    logLevel: () => level,
    async setLogLevel(wanted) {
      await store.setLogLevel(name, wanted, expiresAtMs);
      level = wanted;
    },
    async subscribe(uri) {
      if (subscriptions.includes(uri)) return;
      if (subscriptions.length >= maxSubscriptions || uri.length > maxAddressLength) {
        throw new SpendError(
          'INVALID_QUERY',
          `A session subscribes to at most ${maxSubscriptions} resources, with addresses of at most ${maxAddressLength} characters.`,
        );
      }
      await store.setSubscription(name, { uri, wanted: true, expiresAtMs });
      subscriptions = [...subscriptions, uri];
      await onSubscribed(uri);
    },
    async unsubscribe(uri) {
      await store.setSubscription(name, { uri, wanted: false, expiresAtMs });
      subscriptions = subscriptions.filter((kept) => kept !== uri);
    },
  };
}
