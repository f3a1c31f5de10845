import type { LogSource } from '@bedrock-spend/core';
import type { Logger } from 'pino';

/** Notices changes of the resources that somebody has subscribed to. */
export interface Changes {
  /** Tells of each resource that has changed, by its address, until the returned function is called. */
  onChange(listener: (uri: string) => void): () => void;
  /**
   * Somebody has subscribed to this resource: it is looked at for as long as anybody wants it. Resolves
   * after the first look: what changes from then on is told.
   */
  want(uri: string): Promise<void>;
  close(): void;
}

export interface ChangesOptions {
  /** A text that is another one when the resource has changed; `null` where nothing tells. */
  signOf: (uri: string, signal: AbortSignal) => Promise<string | null>;
  /** Whether anybody still listens; asked before each look. */
  isWanted: (uri: string) => boolean | Promise<boolean>;
  /** Milliseconds between two looks. */
  intervalMs: number;
  logger: Logger;
}

const unknown = 'unknown';

/** Resources looked at; more are not, so that subscribing costs little whoever does it. */
const mostResources = 100;
/** Looks after which a change is told although the resource still changes. */
const mostPatience = 5;

interface Watched {
  /** `null` until the first look. */
  toldSign: string | null;
  lastSign: string | null;
  looksSinceChange: number;
}

/** How often to look, in milliseconds: at files often, at AWS seldom, which counts anew seldom. */
export function usualLookMs(source: LogSource['kind']): number {
  return source === 'files' ? 2000 : 60_000;
}

/**
 * Looks at intervals, and never when nobody listens. Files are polled rather than watched through the
 * system: that works on network drives and in containers too, and for folders that do not exist yet.
 */
export function createChanges(options: ChangesOptions): Changes {
  const { signOf, isWanted, intervalMs, logger } = options;
  const listeners = new Set<(uri: string) => void>();
  const watched = new Map<string, Watched>();
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async want(uri) {
      if (stop.signal.aborted || watched.has(uri) || watched.size >= mostResources) return;
      const state = { toldSign: null, lastSign: null, looksSinceChange: 0 };
      watched.set(uri, state);
      await begin(uri, state);
    },
    close() {
      stop.abort();
      clearTimeout(timer);
      watched.clear();
    },
  };

  async function begin(uri: string, state: Watched): Promise<void> {
    if (await lookAt(uri, state)) timer ??= lookLater();
    else watched.delete(uri);
  }

  function lookLater(): NodeJS.Timeout {
    return setTimeout(() => void lookAtAll(), intervalMs).unref();
  }

  async function lookAtAll(): Promise<void> {
    for (const [uri, state] of watched) {
      if (!(await isStillWanted(uri)) || !(await lookAt(uri, state))) watched.delete(uri);
    }
    timer = watched.size === 0 || stop.signal.aborted ? undefined : lookLater();
  }

  /** False for what nothing tells of. */
  async function lookAt(uri: string, state: Watched): Promise<boolean> {
    const sign = await signNow(uri);
    if (stop.signal.aborted || sign === null) return false;
    if (sign === unknown) return true;
    state.toldSign ??= sign;
    const isSettled = sign === state.lastSign || state.looksSinceChange >= mostPatience;
    state.lastSign = sign;
    if (sign === state.toldSign) {
      state.looksSinceChange = 0;
    } else if (isSettled) {
      state.toldSign = sign;
      state.looksSinceChange = 0;
      for (const listener of listeners) listener(uri);
    } else {
      state.looksSinceChange += 1;
    }
    return true;
  }

  async function signNow(uri: string): Promise<string | null> {
    try {
      return await signOf(uri, stop.signal);
    } catch (error) {
      tellFailed(error);
      return unknown;
    }
  }

  async function isStillWanted(uri: string): Promise<boolean> {
    try {
      return await isWanted(uri);
    } catch (error) {
      tellFailed(error);
      return true;
    }
  }

  /** What cannot be asked now may be asked at the next look. */
  function tellFailed(error: unknown): void {
    const type = error instanceof Error ? error.name : typeof error;
    if (!stop.signal.aborted) logger.debug({ type }, 'cannot tell whether a resource has changed');
  }
}
