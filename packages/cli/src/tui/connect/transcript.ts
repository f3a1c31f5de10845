import type { Output } from '../../session/session-command.ts';

/** Everything shown so far, for React to subscribe to. */
export interface Transcript {
  print: (output: Output) => void;
  entries: () => readonly TranscriptItem[];
  subscribe: (listener: () => void) => () => void;
}

export interface TranscriptItem {
  id: number;
  output: Output;
}

export function createTranscript(): Transcript {
  let items: readonly TranscriptItem[] = [];
  const listeners = new Set<() => void>();
  return {
    print(output) {
      items = [...items, { id: items.length, output }];
      for (const listener of listeners) listener();
    },
    entries: () => items,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
