import { isBuiltin } from 'node:module';

import type { Metafile } from 'esbuild';

import { eagerOutputs } from './eager-outputs.ts';
import { importPath } from './import-path.ts';

/** Code that only some calls need, and that would slow down each cold start. */
const lazyOnly = /(?:^|\/)node_modules\/@(?:aws-sdk|smithy)\//;

/** What a library does without when it is not there: Kerberos of a proxy, which needs native code. */
const optional = ['kerberos'];

/**
 * What must not be so about a bundle, as sentences: native code, which runs on one architecture only,
 * packages that are imported and not in it, libraries that lose their names, and AWS SDK clients among
 * what a cold start on Lambda loads.
 */
export function checkBundle(metafile: Metafile, entry: string): string[] {
  return [
    ...nativeCode(metafile),
    ...missing(metafile),
    ...nameless(metafile),
    ...heavyAtStart(metafile, entry),
  ];
}

function nativeCode({ inputs, outputs }: Metafile): string[] {
  return [...Object.keys(inputs), ...Object.keys(outputs)]
    .filter((path) => path.endsWith('.node'))
    .map((path) => `${path} is native code: the image has to run on every architecture.`);
}

/** As a file of its own, which `import()` makes it, a CommonJS module has but the name `default`. */
function nameless({ inputs, outputs }: Metafile): string[] {
  return Object.values(outputs)
    .flatMap(({ entryPoint }) => entryPoint ?? [])
    .filter((path) => inputs[path]?.format === 'cjs')
    .map(
      (path) =>
        `${path} is CommonJS and loaded by import(): import it by name in a module of ours, and load that.`,
    );
}

function missing({ outputs }: Metafile): string[] {
  const imports = Object.values(outputs).flatMap((output) => output.imports);
  const names = imports
    .filter(({ external, path }) => external === true && !isBuiltin(path))
    .map(({ path }) => path)
    .filter((name) => !optional.includes(name));
  return [...new Set(names)].map(
    (name) => `${name} is imported and not in the bundle: the image has no node_modules.`,
  );
}

function heavyAtStart(metafile: Metafile, entry: string): string[] {
  for (const output of eagerOutputs(metafile, entry)) {
    const { inputs = {} } = metafile.outputs[output] ?? {};
    const found = Object.keys(inputs).find(
      (path) => lazyOnly.test(path) && (inputs[path]?.bytesInOutput ?? 0) > 0,
    );
    if (found === undefined) continue;
    const path = importPath(metafile, { from: entry, to: found });
    return [
      `${entry} loads an AWS SDK client at its start: use await import() in one of\n  ${path.join('\n  ')}`,
    ];
  }
  return [];
}
