import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { afterAll, beforeAll, expect, it } from 'vitest';

import { writeBundle } from '../bundling/write-bundle.ts';
import { mappedSources } from './vendored-packages.ts';
import { writeImageContext } from './write-image-context.ts';

const packageFolder = fileURLToPath(new URL('../../', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-image-'));
const bundle = join(folder, 'bundle');
const image = join(folder, 'image');

interface Bill {
  metadata: { component: { name: string } };
  components: { group?: string; name: string; version: string; purl: string }[];
}

beforeAll(async () => {
  await writeBundle(bundle);
  await writeImageContext(bundle, image);
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Digests by path. */
async function contentOf(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    const digest = createHash('sha256').update(await readFile(file));
    return [file.slice(path.length), digest.digest('hex')] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}

async function readBill(): Promise<Bill> {
  return JSON.parse(await readFile(join(image, 'sbom.cdx.json'), 'utf8')) as Bill;
}

/** What the code in the image stems from by its source maps, without the server itself. */
async function mappedPackages(): Promise<Set<string>> {
  const packages = new Set<string>();
  for (const source of await mappedSources(bundle)) {
    // A private part of the SDK's own project, which is published inside its packages only.
    if (source.includes('/@modelcontextprotocol/core-internal/')) continue;
    const [, version, name] =
      /\/\.pnpm\/([^/]*)\/node_modules\/(.*?)\/(?!.*node_modules)/.exec(source) ?? [];
    packages.add(
      version === undefined
        ? await installedPackage(resolve(packageFolder, 'bundle', source))
        : `${name}@${version.split('@')[1]?.split('_')[0]}`,
    );
  }
  packages.delete(await installedPackage(join(packageFolder, 'src/main.ts')));
  return packages;
}

async function installedPackage(path: string): Promise<string> {
  let folder = dirname(path);
  for (;;) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => '{}');
    const { name, version } = JSON.parse(text) as { name?: string; version?: string };
    if (name !== undefined && version !== undefined) return `${name}@${version}`;
    folder = dirname(folder);
  }
}

it('makes the same bytes of the same sources, wherever they are written to', async () => {
  const elsewhere = join(folder, 'another/place');
  await writeBundle(join(elsewhere, 'bundle'));
  await writeImageContext(join(elsewhere, 'bundle'), join(elsewhere, 'image'));

  expect(await contentOf(join(elsewhere, 'image'))).toEqual(await contentOf(image));
}, 60_000);

it('gives files the same modes, whatever the umask of who builds', async () => {
  const other = join(folder, 'modes');
  const umask = process.umask(0o077);
  try {
    await writeImageContext(bundle, other);
  } finally {
    process.umask(umask);
  }
  const entries = await readdir(other, { recursive: true, withFileTypes: true });
  const modes = entries.map(async (entry) => {
    const { mode } = await stat(join(entry.parentPath, entry.name));
    return `${entry.isDirectory() ? 'folder' : 'file'} ${(mode & 0o777).toString(8)}`;
  });

  expect([...new Set(await Promise.all(modes))].sort()).toEqual(['file 644', 'folder 755']);
});

it('leaves nothing behind of an earlier build', async () => {
  const other = join(folder, 'used');
  await mkdir(join(other, 'app'), { recursive: true });
  await cp(join(image, 'LICENSE'), join(other, 'app/old-chunk.js'));
  await writeImageContext(bundle, other);

  expect(await readdir(join(other, 'app'))).not.toContain('old-chunk.js');
});

it('has what the Dockerfile copies and nothing else', async () => {
  const files = Object.keys(await contentOf(image));
  const app = files.filter((file) => file.startsWith('/app/'));

  expect(files.filter((file) => !app.includes(file)).sort()).toEqual([
    '/Dockerfile',
    '/LICENSE',
    '/THIRD-PARTY-LICENSES.txt',
    '/sbom.cdx.json',
  ]);
  expect(app).toEqual(
    expect.arrayContaining([
      '/app/daily-spend.html',
      '/app/lambda.js',
      '/app/main.js',
      '/app/package.json',
    ]),
  );
  expect(app.filter((file) => !/\.(?:js|html)$/.test(file))).toEqual(['/app/package.json']);
});

it('builds by COPY alone, for BuildKit and for Podman', async () => {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
  const text = await readFile(join(image, 'Dockerfile'), 'utf8');

  expect(text).toContain(`ARG VERSION=${version}\n`);
  expect(text).not.toMatch(/^(?:RUN|ADD|# syntax=)|--link/m);
});

it('bills in CycloneDX 1.6 that holds against its schema', async () => {
  const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
  const text = await readFile(join(image, 'sbom.cdx.json'), 'utf8');

  expect(await validator.validate(text)).toBeNull();
  expect(text).not.toMatch(/"(?:timestamp|serialNumber)"/);
  expect((await readBill()).metadata.component.name).toBe('mcp-server');
});

it('bills what the source maps say is in the files, and what is in the page', async () => {
  const { components } = await readBill();
  const billed = components.map(
    ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name}@${version}`,
  );
  const mapped = await mappedPackages();
  const page = /^(?:chart\.js|@kurkle\/color)@/;

  expect(billed.filter((name) => !mapped.has(name) && !page.test(name))).toEqual([]);
  expect(billed.filter((name) => page.test(name))).toHaveLength(2);
  expect([...mapped].filter((name) => !billed.includes(name))).toEqual([]);
  expect(billed.length).toBeGreaterThan(50);
});

it('gives the license of everything that is billed', async () => {
  const { components } = await readBill();
  const text = await readFile(join(image, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  const titles = new Set(text.match(/^\S+ \S+ \([^)]+\)$/gm)?.map((line) => line.split(' (')[0]));
  const names = components.map(
    ({ group, name, version }) => `${group === undefined ? '' : `${group}/`}${name} ${version}`,
  );

  expect(names.filter((name) => !titles.has(name))).toEqual([]);
  expect(text).not.toContain('<HOLDER>');
});
