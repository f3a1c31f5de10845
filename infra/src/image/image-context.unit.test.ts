import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { contentHash } from './content-hash.ts';
import { readImageContext } from './image-context.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-context-'));
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'Dockerfile'), 'FROM scratch\n');
  writeFileSync(join(folder, 'app/lambda.js'), '');
  writeFileSync(
    join(folder, 'sbom.cdx.json'),
    '{"bomFormat":"CycloneDX","metadata":{"component":{"version":"1.2.3"}}}',
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the folder of the image', () => {
  it('is named from where the program runs, with its hash and the version of the server', () => {
    expect(readImageContext(`${folder}/`)).toEqual({
      location: relative(process.cwd(), folder),
      hash: contentHash(folder),
      version: '1.2.3',
    });
  });

  it.each(['Dockerfile', 'app/lambda.js', 'sbom.cdx.json'])(
    'without %s ends the run with what to do',
    (file) => {
      rmSync(join(folder, file));
      expect(() => readImageContext(folder)).toThrow(
        "The container image's files are not built: run `npx nx deploy infra`, which builds them, or `npx nx image-context mcp-server`.",
      );
    },
  );
});
