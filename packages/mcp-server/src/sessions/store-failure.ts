import { SpendError } from '@bedrock-spend/core';

import { faultOf } from '../catalog/fault-of.ts';
import type { SessionStore } from './session-store.ts';

/** The store cannot be read or written. What it says itself is for the log: it may name tables and hosts. */
export class StoreFailure extends SpendError {
  constructor(cause: unknown) {
    const message = 'What is known of sessions cannot be reached now: try again in a few seconds.';
    super('SOURCE_UNREADABLE', message, { cause });
  }
}

/** The same store, which fails as StoreFailure only. */
export function guardedStore(store: SessionStore): SessionStore {
  return {
    name: store.name,
    isShared: store.isShared,
    check: () => store.check(),
    read: (session) => guard(store.read(session)),
    end: (session, expiresAtMs) => guard(store.end(session, expiresAtMs)),
    setLogLevel: (session, level, expiresAtMs) =>
      guard(store.setLogLevel(session, level, expiresAtMs)),
    setSubscription: (session, change) => guard(store.setSubscription(session, change)),
    post: (session, mail, expiresAtMs) => guard(store.post(session, mail, expiresAtMs)),
    mail: (session, after) => guard(store.mail(session, after)),
    ...(store.watchMail !== undefined && {
      watchMail: (session, onMail) => store.watchMail?.(session, onMail) ?? (() => {}),
    }),
    appendEvents: (session, events, expiresAtMs) =>
      guard(store.appendEvents(session, events, expiresAtMs)),
    readEvents: (session, stream, afterId) => guard(store.readEvents(session, stream, afterId)),
    count: (counter, amount, expiresAtMs) => guard(store.count(counter, amount, expiresAtMs)),
    close: () => store.close(),
  };
}

async function guard<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw new StoreFailure(error);
  }
}

/** What a log line may say of it. */
export function problemOf(error: unknown): Record<string, unknown> {
  const cause = error instanceof StoreFailure ? error.cause : error;
  return SpendError.isInstance(cause)
    ? { code: cause.code, problem: cause.message }
    : { fault: faultOf(cause) };
}
