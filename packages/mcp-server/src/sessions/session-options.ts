import type { SessionKey } from './session-key.ts';
import type { SessionStore } from './session-store.ts';

/**
 * How sessions live, and what other instances of the server know of them.
 *
 * @example
 * ```ts
 * import type { SessionOptions } from '@bedrock-spend/mcp-server';
 *
 * const options: SessionOptions = { maxSessions: 1000, lifetimeMs: 86_400_000 };
 * ```
 */
export interface SessionOptions {
  /** What instances share. Default a store in this process's memory. */
  store?: SessionStore | undefined;
  /** The first one signs session ids, all verify them. Default a random one of this process. */
  keys?: readonly SessionKey[] | undefined;
  /** How long after `initialize` a session is over, in milliseconds. Default 7 days. */
  lifetimeMs?: number | undefined;
  /** A session that was silent for so long leaves the memory, and is made anew when it is heard of. Default 1 hour. */
  idleMs?: number | undefined;
  /** Sessions in memory; the one that was silent longest makes room for another. Default 500. */
  maxSessions?: number | undefined;
  /** False where a stream cannot outlive the request, as on Lambda: GET answers 405. Default true. */
  canStream?: boolean | undefined;
  /** How long results are waited for before a stream of events begins, in milliseconds. Default 30. */
  jsonGraceMs?: number | undefined;
}

/** Options with nothing left open, and what only tests change. */
export interface SessionSettings {
  maxSessions: number;
  idleMs: number;
  canStream: boolean;
  jsonGraceMs: number;
  /** How often a stream that has nothing to say says so. */
  keepAliveMs: number;
  /** How often other instances' messages are looked for while something runs. */
  pollMs: number;
  /** How often a call that runs leaves a sign of life for those who resume its stream elsewhere. */
  heartbeatMs: number;
  /** A call that has left none for so long is lost. */
  lostMs: number;
  /** How long an answer waits for its events to be kept. */
  keepMs: number;
  eventLifetimeMs: number;
  mailLifetimeMs: number;
  /** Milliseconds since 1970. */
  nowMs: () => number;
}

export const defaultLifetimeMs: number = 7 * 24 * 60 * 60 * 1000;

export const defaultSettings: SessionSettings = {
  maxSessions: 500,
  idleMs: 60 * 60 * 1000,
  canStream: true,
  jsonGraceMs: 30,
  keepAliveMs: 15_000,
  pollMs: 250,
  heartbeatMs: 5_000,
  lostMs: 20_000,
  keepMs: 2_000,
  eventLifetimeMs: 15 * 60 * 1000,
  mailLifetimeMs: 10 * 60 * 1000,
  nowMs: Date.now,
};

/** Fills in what was left open. Tests hand in more than the options. */
export function sessionSettings(options: SessionOptions): SessionSettings {
  const given = Object.entries(options).filter(
    ([name, value]) => name in defaultSettings && value !== undefined,
  );
  return { ...defaultSettings, ...Object.fromEntries(given) };
}
