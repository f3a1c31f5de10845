import type { Mail, SessionStore } from './session-store.ts';

/** Brings what other instances send to a session while something of it runs here. */
export interface MailReader {
  /** Something runs: from now on mail matters. */
  wake(): void;
  close(): void;
}

export interface MailReaderOptions {
  store: SessionStore;
  session: string;
  isBusy: () => boolean;
  onMail: (mail: Mail) => void;
  onFailed: (error: unknown) => void;
  pollMs: number;
}

export function createMailReader(options: MailReaderOptions): MailReader {
  const { store, session, isBusy, pollMs } = options;
  const stopWatching = store.watchMail?.(session, () => void read());
  let after: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let reading = Promise.resolve();
  let isClosed = false;

  return {
    wake() {
      if (stopWatching === undefined) timer ??= setTimeout(() => void poll(), pollMs);
    },
    close() {
      isClosed = true;
      stopWatching?.();
      clearTimeout(timer);
    },
  };

  // The timer of a call that ended at once finds nothing to do, which is cheaper than to stop it.
  async function poll(): Promise<void> {
    if (isBusy()) await read();
    timer = isBusy() && !isClosed ? setTimeout(() => void poll(), pollMs) : undefined;
  }

  /** One reading after the other, so that no message comes twice. */
  function read(): Promise<void> {
    reading = reading.then(readNew).catch(options.onFailed);
    return reading;
  }

  async function readNew(): Promise<void> {
    for (const { id, ...mail } of await store.mail(session, after)) {
      after = id;
      if (!isClosed) options.onMail(mail);
    }
  }
}
