/** Stands in for a pause: it ends when the test opens the gate, or when the call is cancelled. */
export interface Gate {
  wait: (durationMs: number, signal: AbortSignal) => Promise<void>;
  open: () => void;
  /** Resolves when somebody waits. */
  reached: Promise<void>;
  /** True when a wait was cut short by its signal. */
  aborted: () => boolean;
}

export function createGate(): Gate {
  const opened = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  let aborted = false;
  return {
    async wait(_durationMs, signal) {
      reached.resolve();
      const cut = Promise.withResolvers<void>();
      signal.addEventListener('abort', () => {
        aborted = true;
        cut.reject(signal.reason as Error);
      });
      await Promise.race([opened.promise, cut.promise]);
    },
    open: opened.resolve,
    reached: reached.promise,
    aborted: () => aborted,
  };
}
