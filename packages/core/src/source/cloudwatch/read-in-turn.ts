import pLimit from 'p-limit';

import type { LogSource } from '../log-source.ts';

/** Lets at most so many of the sources that it is given be read at the same time. */
export function readInTurn(concurrency: number): (source: LogSource) => LogSource {
  const limit = pLimit(concurrency);

  /** Resolves when it is the caller's turn, with what ends the turn. */
  function turn(): Promise<() => void> {
    return new Promise((begin) => {
      void limit(() => new Promise<void>((end) => begin(() => end())));
    });
  }

  return (source) => ({
    ...source,
    get name() {
      return source.name;
    },
    async *read(request) {
      const end = await turn();
      try {
        request.signal?.throwIfAborted();
        yield* source.read(request);
      } finally {
        end();
      }
    },
  });
}
