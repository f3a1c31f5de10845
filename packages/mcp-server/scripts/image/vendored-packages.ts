import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { decode } from '@jridgewell/sourcemap-codec';

import type { BundledPackage, Manifest } from './bundled-packages.ts';

/** A store of pnpm: how a library's own build names what it has taken into its files. */
const stored =
  /\/\.pnpm\/(?:@[^+/]+\+)?[^@/]+@([^_(/]+)[^/]*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//;

/**
 * The packages that libraries bring along inside their own files, of which no metafile knows: only the
 * source maps tell. Their license is taken from the version that is installed.
 *
 * @param modules - The workspace's `node_modules`.
 */
export async function vendoredPackages(bundle: string, modules: string): Promise<BundledPackage[]> {
  const packages = new Map<string, BundledPackage>();
  for (const source of await mappedSources(bundle)) {
    const [, version, name] = stored.exec(source) ?? [];
    if (name === undefined || version === undefined) continue;
    const folder = join(modules, name);
    const manifest = { ...(await installedManifest(folder)), version };
    packages.set(`${name}@${version}`, { name, version, folder, manifest, imports: [] });
  }
  return [...packages.values()];
}

/** The sources that at least one place in the bundle stems from. */
export async function mappedSources(bundle: string): Promise<Set<string>> {
  const mapped = new Set<string>();
  for (const name of (await readdir(bundle)).filter((file) => file.endsWith('.js.map'))) {
    const { sources, mappings } = JSON.parse(await readFile(join(bundle, name), 'utf8')) as {
      sources: string[];
      mappings: string;
    };
    const used = new Set(decode(mappings).flatMap((line) => line.map(([, source]) => source)));
    for (const index of used) {
      if (index !== undefined) mapped.add(sources[index] ?? '');
    }
  }
  return mapped;
}

async function installedManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, 'package.json'), 'utf8').catch((cause: unknown) => {
    throw new Error(
      `${folder} is missing: a library has it inside, and its license is asked for.`,
      {
        cause,
      },
    );
  });
  return JSON.parse(text) as Manifest;
}
