import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { contentHash } from './content-hash.ts';

const folders: string[] = [];

/** A new folder with these files, written in this order. */
function folderOf(files: readonly (readonly [string, string])[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'content-hash-'));
  folders.push(folder);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    chmodSync(join(folder, path), 0o644);
  }
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const files = [
  ['Dockerfile', 'FROM scratch'],
  ['app/lambda.js', 'export {}'],
  ['app/b/Ä.js', ''],
] as const;

describe('the hash of a folder', () => {
  it('is the same for the same files, wherever, whenever and in whatever order they were written', () => {
    const one = folderOf(files);
    const other = folderOf(files.toReversed());
    utimesSync(join(other, 'Dockerfile'), 1, 1);
    expect(contentHash(other)).toBe(contentHash(one));
    expect(contentHash(one)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is pinned, so that no version of this program gives an image another tag', () => {
    expect(contentHash(folderOf(files))).toMatchInlineSnapshot(
      `"e05742f1b28594ad557375e7b67f8ac5316ba383a6189611bfff73daaf121bab"`,
    );
  });

  it('changes with a content, a name, and a file more or less', () => {
    const changed = [
      files,
      [['Dockerfile', 'FROM scratch '], ...files.slice(1)],
      [['Dockerfile2', 'FROM scratch'], ...files.slice(1)],
      files.slice(1),
      [...files, ['app/more.js', '']],
      // What moves from one place to the next.
      [['Dockerfil', 'eFROM scratch'], ...files.slice(1)],
    ] as const;
    const hashes = changed.map((these) => contentHash(folderOf(these)));
    expect(new Set(hashes).size).toBe(changed.length);
  });

  it('changes with the mode of a file, by which the provider builds the image anew', () => {
    const folder = folderOf(files);
    const before = contentHash(folder);
    chmodSync(join(folder, 'app/lambda.js'), 0o664);
    expect(contentHash(folder)).not.toBe(before);
  });

  it('changes with any content', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        fc.pre(one !== other);
        expect(contentHash(folderOf([['a', one]]))).not.toBe(contentHash(folderOf([['a', other]])));
      }),
      { numRuns: 30 },
    );
  });
});
