import type { Metafile } from 'esbuild';

import { eagerOutputs } from './eager-outputs.ts';

/** How much of a bundle an entry takes. */
export interface EntrySize {
  readonly entry: string;
  /** Loaded at every start. */
  readonly eagerBytes: number;
  readonly eagerFiles: number;
  /** Loaded when it is first needed, if at all. */
  readonly lazyBytes: number;
  readonly lazyFiles: number;
}

/** Sizes of the files that an entry reaches; `entry` is its source, as `src/main.ts`. */
export function entrySize(metafile: Metafile, entry: string): EntrySize {
  const eager = eagerOutputs(metafile, entry);
  const lazy = new Set([...reached(metafile, eager)].filter((path) => !eager.has(path)));
  return {
    entry,
    eagerBytes: bytesOf(metafile, eager),
    eagerFiles: eager.size,
    lazyBytes: bytesOf(metafile, lazy),
    lazyFiles: lazy.size,
  };
}

function reached({ outputs }: Metafile, from: Iterable<string>): Set<string> {
  const found = new Set(from);
  // A set's iterator also visits what is added while it runs.
  for (const path of found) {
    for (const { path: imported, external } of outputs[path]?.imports ?? []) {
      if (external !== true) found.add(imported);
    }
  }
  return found;
}

function bytesOf({ outputs }: Metafile, paths: Iterable<string>): number {
  let bytes = 0;
  for (const path of paths) bytes += outputs[path]?.bytes ?? 0;
  return bytes;
}
