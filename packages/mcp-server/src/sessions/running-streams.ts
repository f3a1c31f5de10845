/** The streams whose calls run on this instance, so that whoever resumes one here need not ask the store. */
export interface RunningStreams {
  has(stream: string): boolean;
  began(stream: string): void;
  /** There are new events of it in the store. */
  changed(stream: string): void;
  ended(stream: string): void;
  /** Resolves when there is something new, or after `timeoutMs`. */
  next(stream: string, timeoutMs: number): Promise<void>;
}

export function createRunningStreams(): RunningStreams {
  const running = new Map<string, Set<() => void>>();

  return {
    has: (stream) => running.has(stream),
    began(stream) {
      running.set(stream, new Set());
    },
    changed: wake,
    ended(stream) {
      wake(stream);
      running.delete(stream);
    },
    async next(stream, timeoutMs) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, timeoutMs);
      running.get(stream)?.add(resolve);
      await promise;
      clearTimeout(timer);
      running.get(stream)?.delete(resolve);
    },
  };

  function wake(stream: string): void {
    for (const onChanged of running.get(stream) ?? []) onChanged();
  }
}
