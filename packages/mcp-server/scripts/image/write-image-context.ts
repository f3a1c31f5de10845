import { chmod, cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { Metafile } from 'esbuild';

import { billOfMaterials } from './bill-of-materials.ts';
import { bundledPackages, type BundledPackage } from './bundled-packages.ts';
import { licenseTexts } from './license-texts.ts';
import { vendoredPackages } from './vendored-packages.ts';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const containerFolder = join(packageFolder, 'container');

/**
 * Writes what an image is built from into `image`, which is emptied first: `Dockerfile`, `app/`,
 * `sbom.cdx.json` and the licenses. The same bundle makes the same bytes, with the same modes.
 */
export async function writeImageContext(bundle: string, image: string): Promise<void> {
  const { name, version } = await readJson<{ name: string; version: string }>(
    join(packageFolder, 'package.json'),
  );
  const packages = inOrder([
    ...(await bundledPackages(await metafiles(bundle), packageFolder)),
    ...(await vendoredPackages(bundle, join(packageFolder, '../../node_modules'))),
  ]);
  const others = packages.filter((bundled) => bundled.name !== name);

  await rm(image, { recursive: true, force: true });
  await mkdir(join(image, 'app'), { recursive: true });
  await Promise.all([
    copyApp(bundle, join(image, 'app')),
    cp(join(packageFolder, 'LICENSE'), join(image, 'LICENSE')),
    writeFile(join(image, 'sbom.cdx.json'), billOfMaterials(packages, name)),
    writeFile(
      join(image, 'THIRD-PARTY-LICENSES.txt'),
      await licenseTexts(others, join(containerFolder, 'licenses')),
    ),
    writeFile(join(image, 'Dockerfile'), await dockerfile(version)),
  ]);
  await setModes(image);
}

/** Whatever the user's umask: who deploys compares modes, to see whether the image has to be built. */
async function setModes(image: string): Promise<void> {
  for (const entry of await readdir(image, { recursive: true, withFileTypes: true })) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}

/** Each version of a package once. */
function inOrder(packages: readonly BundledPackage[]): BundledPackage[] {
  const byId = new Map(packages.toReversed().map((one) => [`${one.name}@${one.version}`, one]));
  return [...byId.keys()].sort().flatMap((id) => byId.get(id) ?? []);
}

async function metafiles(bundle: string): Promise<Metafile[]> {
  const names = (await readdir(join(bundle, 'metafiles'))).sort();
  return Promise.all(names.map((name) => readJson<Metafile>(join(bundle, 'metafiles', name))));
}

async function copyApp(bundle: string, app: string): Promise<void> {
  for (const file of await readdir(bundle)) {
    if (/\.(?:js|html)$/.test(file)) await cp(join(bundle, file), join(app, file));
  }
  await writeFile(join(app, 'package.json'), '{"type":"module"}\n');
}

/** The version goes in here, so that nobody who builds the image has to know it. */
async function dockerfile(version: string): Promise<string> {
  const text = await readFile(join(containerFolder, 'Dockerfile'), 'utf8');
  return text.replace(/^ARG VERSION$/m, `ARG VERSION=${version}`);
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(file, 'utf8')) as T;
}
