import type { LogLevel } from '../tools/tool.ts';

/** What a session has asked for beyond single calls. Over HTTP it is kept where every instance sees it. */
export interface SessionState {
  /** From what level on the client wants log messages. */
  logLevel(): LogLevel;
  setLogLevel(level: LogLevel): Promise<void>;
  subscribe(uri: string): Promise<void>;
  unsubscribe(uri: string): Promise<void>;
}

/** The state of a session that lives and dies with this process, as over stdio. */
export function ownSessionState(): SessionState & { subscriptions: ReadonlySet<string> } {
  let level: LogLevel = 'info';
  const subscriptions = new Set<string>();
  return {
    subscriptions,
    logLevel: () => level,
    async setLogLevel(wanted) {
      level = wanted;
    },
    async subscribe(uri) {
      subscriptions.add(uri);
    },
    async unsubscribe(uri) {
      subscriptions.delete(uri);
    },
  };
}
