import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Metafile } from 'esbuild';

/** A package that code in the image comes from. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** Its folder. Of several copies of one version, the first in alphabetical order. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** `name@version` of the packages whose code its own code imports, in order. */
  readonly imports: readonly string[];
}

/** What a `package.json` says. */
export type Manifest = Readonly<Record<string, unknown>>;

/**
 * The packages that a bundle is made of, in order: those with at least one byte in an output, ours too.
 *
 * @param root - Folder that the paths in the metafiles start from.
 */
export async function bundledPackages(
  metafiles: readonly Metafile[],
  root: string,
): Promise<BundledPackage[]> {
  const inputs = metafiles.flatMap(inputsWithCode);
  const folders = [...new Set(inputs.map(({ path }) => folderOf(path)))].sort();
  const manifests = new Map<string, Manifest>();
  for (const folder of folders) manifests.set(folder, await readManifest(join(root, folder)));

  const idOf = (path: string): string => id(manifests.get(folderOf(path)) ?? {});
  const packages = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const manifest = manifests.get(folder) ?? {};
    if (packages.has(id(manifest))) continue;
    const imports = inputs
      .filter(({ path }) => idOf(path) === id(manifest))
      .flatMap(({ imports }) => imports.filter((path) => manifests.has(folderOf(path))).map(idOf))
      .filter((imported) => imported !== id(manifest));
    packages.set(id(manifest), {
      name: String(manifest['name']),
      version: String(manifest['version']),
      folder: join(root, folder),
      manifest,
      imports: [...new Set(imports)].sort(),
    });
  }
  return [...packages.keys()].sort().flatMap((key) => packages.get(key) ?? []);
}

function id({ name, version }: Manifest): string {
  return `${String(name)}@${String(version)}`;
}

function inputsWithCode({ inputs, outputs }: Metafile): { path: string; imports: string[] }[] {
  const paths = Object.values(outputs).flatMap((output) =>
    Object.keys(output.inputs).filter((path) => (output.inputs[path]?.bytesInOutput ?? 0) > 0),
  );
  return [...new Set(paths)].map((path) => ({
    path,
    imports: (inputs[path]?.imports ?? [])
      .filter(({ external }) => external !== true)
      .map(({ path }) => path),
  }));
}

/** Inside `node_modules` the package's folder, else that of the workspace's project. */
function folderOf(path: string): string {
  const [installed] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  if (installed !== undefined) return installed;
  const [project] = /^\.\.\/[^/]+/.exec(path) ?? [];
  return project ?? '.';
}

async function readManifest(folder: string): Promise<Manifest> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  if (typeof manifest['name'] === 'string' && typeof manifest['version'] === 'string') {
    return manifest;
  }
  throw new Error(`${folder}/package.json names no package: say where its code belongs to.`);
}
