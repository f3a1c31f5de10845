import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { BundledPackage } from './bundled-packages.ts';

const rule = '-'.repeat(80);

/**
 * The license and notice texts of all packages, each text once below the names of those that have it.
 *
 * @param standardTexts - Folder with a text per license name, for packages that come without one.
 */
export async function licenseTexts(
  packages: readonly BundledPackage[],
  standardTexts: string,
): Promise<string> {
  const packagesByText = new Map<string, string[]>();
  for (const bundled of packages) {
    const text = await textOf(bundled, standardTexts);
    const { name, version, manifest } = bundled;
    const title = `${name} ${version} (${String(manifest['license'])})`;
    packagesByText.set(text, [...(packagesByText.get(text) ?? []), title]);
  }
  const parts = [...packagesByText].map(
    ([text, titles]) => `${rule}\n${titles.join('\n')}\n${rule}\n\n${text}\n`,
  );
  return parts.join('\n');
}

async function textOf(bundled: BundledPackage, standardTexts: string): Promise<string> {
  const { folder } = bundled;
  const files = (await readdir(folder))
    .filter((name) => /^(?:licen[cs]e|copying|notice)\b/i.test(name))
    .sort();
  if (files.length === 0) return standardText(bundled, standardTexts);
  const texts = await Promise.all(files.map((name) => readText(join(folder, name))));
  return texts.join('\n\n');
}

async function standardText(
  { name, version, manifest }: BundledPackage,
  folder: string,
): Promise<string> {
  const license = String(manifest['license']);
  const file = join(folder, `${license}.txt`);
  const text = await readText(file).catch((cause: unknown) => {
    throw new Error(
      `${name} ${version} comes without the text of its license: add ${license}.txt to ${folder}.`,
      { cause },
    );
  });
  return text.replace('<HOLDER>', () => holder(manifest['author']) ?? `the authors of ${name}`);
}

function holder(author: unknown): string | undefined {
  const name: unknown =
    typeof author === 'object' && author !== null && 'name' in author ? author.name : author;
  // Without the address and the site that may follow a name.
  return typeof name === 'string' ? name.replace(/\s*[<(].*$/, '') : undefined;
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').trim();
}
