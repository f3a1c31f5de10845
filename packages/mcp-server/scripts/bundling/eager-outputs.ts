import type { Metafile } from 'esbuild';

/** The outputs that Node loads before an entry's own first line runs, the entry itself among them. */
export function eagerOutputs(metafile: Metafile, entry: string): ReadonlySet<string> {
  const eager = new Set<string>();
  const visit = (path: string): void => {
    if (eager.has(path)) return;
    eager.add(path);
    for (const { path: imported, kind, external } of metafile.outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) visit(imported);
    }
  };
  visit(outputOf(metafile, entry));
  return eager;
}

function outputOf({ outputs }: Metafile, entry: string): string {
  const found = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
  if (found === undefined) throw new Error(`The bundle has no entry ${entry}.`);
  return found;
}
