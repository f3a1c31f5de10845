import type { Metafile } from 'esbuild';

/** The shortest way of static imports from one source to another, both included; empty if there is none. */
export function importPath(
  { inputs }: Metafile,
  { from, to }: { from: string; to: string },
): string[] {
  const reachedFrom = new Map<string, string | undefined>([[from, undefined]]);
  // A map's iterator also visits what is added while it runs: nearest first.
  for (const path of reachedFrom.keys()) {
    if (path === to) return wayBack(reachedFrom, to);
    for (const { path: imported, kind } of inputs[path]?.imports ?? []) {
      if (kind !== 'dynamic-import' && !reachedFrom.has(imported)) reachedFrom.set(imported, path);
    }
  }
  return [];
}

function wayBack(reachedFrom: ReadonlyMap<string, string | undefined>, to: string): string[] {
  const way: string[] = [];
  for (let at: string | undefined = to; at !== undefined; at = reachedFrom.get(at)) way.unshift(at);
  return way;
}
