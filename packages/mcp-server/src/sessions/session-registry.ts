import type { Session } from './session.ts';

/**
 * How many sessions are kept, and for how long.
 *
 * @example
 * const limits: SessionLimits = { maxSessions: 100, idleMs: 600_000 };
 */
export interface SessionLimits {
  /** Sessions kept at the same time; the one that was silent longest makes room for a new one. */
  maxSessions: number;
  /** A session that is silent for this long ends. */
  idleMs: number;
}

export const defaultSessionLimits: SessionLimits = { maxSessions: 500, idleMs: 60 * 60 * 1000 };

/** The live sessions of this process, no more and no longer than the limits say. */
export interface SessionRegistry {
  readonly size: number;
  /** Calls that run now, in all sessions. */
  readonly runningCalls: number;
  /** False when there is no room and every session runs a call. */
  hasRoom(): boolean;
  add(session: Session): void;
  remove(session: Session): void;
  /** The session of this id, which counts as heard of; `null` when it is unknown or over. */
  find(id: string): Session | null;
  /** A stream to the client opens: the session is not idle until the returned function is called. */
  hold(session: Session): () => void;
  /** Ends the sessions that were silent for too long. */
  sweep(): void;
  closeAll(): Promise<void>;
}

interface Entry {
  session: Session;
  heardOfMs: number;
  openStreams: number;
}

/** Makes an empty registry. `nowMs` is a clock that only goes forward, in milliseconds. */
export function createSessionRegistry(limits: SessionLimits, nowMs: () => number): SessionRegistry {
  // In the order in which they were last heard of, the most silent first.
  const entries = new Map<string, Entry>();

  return {
    get size() {
      return entries.size;
    },
    get runningCalls() {
      return all().reduce((sum, { session }) => sum + session.running.size, 0);
    },
    hasRoom: () => entries.size < limits.maxSessions || all().some(isQuiet),
    add(session) {
      if (entries.size >= limits.maxSessions) close(all().find(isQuiet));
      entries.set(session.id, { session, heardOfMs: nowMs(), openStreams: 0 });
    },
    remove(session) {
      entries.delete(session.id);
    },
    find(id) {
      const entry = entries.get(id);
      if (entry === undefined) return null;
      if (isOver(entry)) {
        close(entry);
        return null;
      }
      touch(entry);
      return entry.session;
    },
    hold(session) {
      const entry = entries.get(session.id);
      if (entry === undefined) return () => {};
      entry.openStreams += 1;
      return () => {
        entry.openStreams -= 1;
        if (entries.get(session.id) === entry) touch(entry);
      };
    },
    sweep() {
      all().filter(isOver).forEach(close);
    },
    async closeAll() {
      await Promise.all(all().map(({ session }) => session.close()));
    },
  };

  function all(): Entry[] {
    return [...entries.values()];
  }

  function touch(entry: Entry): void {
    entry.heardOfMs = nowMs();
    entries.delete(entry.session.id);
    entries.set(entry.session.id, entry);
  }

  function close(entry: Entry | undefined): void {
    if (entry === undefined) return;
    entries.delete(entry.session.id);
    void entry.session.close();
  }

  function isOver(entry: Entry): boolean {
    return entry.openStreams === 0 && isQuiet(entry) && nowMs() - entry.heardOfMs > limits.idleMs;
  }
}

function isQuiet({ session }: Entry): boolean {
  return session.running.size === 0;
}
