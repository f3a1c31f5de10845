import { createBox, type Box } from './memory/box.ts';
import { createExpiring } from './memory/expiring.ts';
import type { SessionStore } from './session-store.ts';

/**
 * How much the store may keep, and for whom.
 *
 * @example
 * const options: MemorySessionStoreOptions = { maxSessions: 1000 };
 */
export interface MemorySessionStoreOptions {
  /** True where several apps of this process use the store. Default false. */
  isShared?: boolean | undefined;
  /** Sessions of which more is kept than that they have ended; the oldest go first. Default 10,000. */
  maxSessions?: number | undefined;
  /** UTF-16 code units of events and mail that one session may keep; the oldest go first. Default 8 Mi. */
  maxSessionLength?: number | undefined;
  /** The same for all sessions together. Default 64 Mi. */
  maxLength?: number | undefined;
  /** Milliseconds since 1970. Default `Date.now`. */
  nowMs?: (() => number) | undefined;
}

const maxEnded = 100_000;
const maxCounters = 10_000;

/**
 * Keeps what there is to know of sessions in this process, within bounds. Other processes do not see it.
 *
 * @example
 * const store = memorySessionStore();
 */
export function memorySessionStore(options: MemorySessionStoreOptions = {}): SessionStore {
  const { isShared = false, nowMs = Date.now, maxSessions = 10_000 } = options;
  const { maxSessionLength = 8 * 1024 * 1024, maxLength = 64 * 1024 * 1024 } = options;
  const ended = createExpiring<true>(maxEnded, nowMs);
  const boxes = createExpiring<Box>(maxSessions, nowMs, (box) => {
    length -= box.length;
  });
  const counters = createExpiring<number>(maxCounters, nowMs);
  const watchers = new Map<string, Set<() => void>>();
  let length = 0;
  let posted = 0;

  return {
    name: 'memory',
    isShared,
    async check() {},

    async read(session) {
      const box = boxes.get(session);
      return {
        ended: ended.get(session) === true,
        logLevel: box?.logLevel() ?? null,
        subscriptions: box?.subscriptions() ?? [],
      };
    },
    async end(session, expiresAtMs) {
      if (ended.get(session) === true) return false;
      ended.set(session, true, expiresAtMs);
      return true;
    },
    async setLogLevel(session, level, expiresAtMs) {
      boxOf(session, expiresAtMs).setLogLevel(level, expiresAtMs);
    },
    async setSubscription(session, change) {
      boxOf(session, change.expiresAtMs).setSubscription(change);
    },

    async post(session, mail, expiresAtMs) {
      write(boxOf(session, expiresAtMs), (box) => box.post(mail, expiresAtMs));
      for (const onMail of watchers.get(session) ?? []) onMail();
    },
    mail: async (session, after) => boxes.get(session)?.mail(after) ?? [],
    watchMail(session, onMail) {
      const own = watchers.get(session) ?? new Set();
      watchers.set(session, own.add(onMail));
      return () => {
        own.delete(onMail);
        if (own.size === 0 && watchers.get(session) === own) watchers.delete(session);
      };
    },

    async appendEvents(session, events, expiresAtMs) {
      write(boxOf(session, expiresAtMs), (box) => box.append(events, expiresAtMs));
    },
    readEvents: async (session, stream, afterId) =>
      boxes.get(session)?.events(stream, afterId) ?? [],

    async count(counter, amount, expiresAtMs) {
      const kept = counters.entry(counter);
      const sum = (kept?.value ?? 0) + amount;
      if (amount !== 0) counters.set(counter, sum, kept?.expiresAtMs ?? expiresAtMs);
      return sum;
    },

    async close() {},
  };

  function boxOf(session: string, expiresAtMs: number): Box {
    const kept = boxes.entry(session);
    const box = kept?.value ?? createBox({ maxLength: maxSessionLength, nextMailId, nowMs });
    boxes.set(session, box, Math.max(kept?.expiresAtMs ?? 0, expiresAtMs));
    return box;
  }

  function nextMailId(): string {
    posted += 1;
    return String(posted).padStart(16, '0');
  }

  function write(box: Box, change: (box: Box) => void): void {
    changeLength(box, change);
    // The sessions written of longest ago forget their events and mail first.
    for (const oldest of boxes.values()) {
      if (length <= maxLength || oldest === box) return;
      changeLength(oldest, ({ forgetMessages }) => forgetMessages());
    }
  }

  function changeLength(box: Box, change: (box: Box) => void): void {
    length -= box.length;
    change(box);
    length += box.length;
  }
}
