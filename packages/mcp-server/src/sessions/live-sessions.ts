import type { SessionEnd } from '../operation/metrics.ts';
import type { Session } from './session.ts';

/** The sessions that this instance keeps in memory, no more and no longer than it may. */
export interface LiveSessions {
  readonly size: number;
  /** Calls that run now, in all sessions. */
  readonly runningCalls: number;
  /** False when there is no room and every session runs a call. */
  hasRoom(): boolean;
  add(session: Session): void;
  /** The session of this name, which counts as heard of; `null` when it is not here. */
  find(name: string): Session | null;
  end(session: Session, reason: SessionEnd): Promise<void>;
  /** Forgets the sessions that were silent for too long. */
  sweep(): void;
  closeAll(): Promise<void>;
}

export interface LiveSessionsOptions {
  /** Sessions kept at the same time; the one that was silent longest makes room for a new one. */
  maxSessions: number;
  /** A session that is silent for this long is forgotten. */
  idleMs: number;
  /** Milliseconds on a clock that only goes forward. */
  nowMs: () => number;
  onGone: (session: Session, reason: SessionEnd) => void;
}

interface Entry {
  session: Session;
  heardOfMs: number;
}

export function createLiveSessions(options: LiveSessionsOptions): LiveSessions {
  const { maxSessions, idleMs, nowMs, onGone } = options;
  // In the order in which they were last heard of, the most silent first.
  const entries = new Map<string, Entry>();

  return {
    get size() {
      return entries.size;
    },
    get runningCalls() {
      return all().reduce((sum, { session }) => sum + session.running, 0);
    },
    hasRoom: () => entries.size < maxSessions || all().some(isQuiet),
    add(session) {
      const quiet = entries.size >= maxSessions ? all().find(isQuiet) : undefined;
      if (quiet !== undefined) void end(quiet.session, 'displaced');
      entries.set(session.facts.name, { session, heardOfMs: nowMs() });
    },
    find(name) {
      const entry = entries.get(name);
      if (entry === undefined) return null;
      entry.heardOfMs = nowMs();
      entries.delete(name);
      entries.set(name, entry);
      return entry.session;
    },
    end,
    sweep() {
      for (const entry of all()) {
        const isIdle = isQuiet(entry) && nowMs() - entry.heardOfMs > idleMs;
        if (isIdle) void end(entry.session, 'idle');
      }
    },
    async closeAll() {
      await Promise.all(all().map(({ session }) => end(session, 'shutdown')));
    },
  };

  function all(): Entry[] {
    return [...entries.values()];
  }

  async function end(session: Session, reason: SessionEnd): Promise<void> {
    const { name } = session.facts;
    if (entries.get(name)?.session !== session) return;
    entries.delete(name);
    onGone(session, reason);
    await session.close();
  }
}

function isQuiet({ session }: Entry): boolean {
  return session.running === 0;
}
