import { expect, it } from 'vitest';

import { metafileOf } from '../bundling/metafile-of.testing.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { bundledPackages } from './bundled-packages.ts';
import { licenseTexts } from './license-texts.ts';

function library(name: string, manifest: object, text = `export const it = '${name}';`) {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name: name.replace(/^.*node_modules\//, ''),
      version: '1.0.0',
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      ...manifest,
    }),
    [`node_modules/${name}/index.js`]: text,
  };
}

const server = {
  'package.json': '{"name":"server","version":"3.0.0","license":"Apache-2.0"}',
  'src/lambda.ts': `
    import * as used from 'used';
    import { it as unused } from 'unused';
    export const handler = () => console.log(used);`,
};
const libraries = {
  ...library('used', {}, `import { it } from 'inner'; export const both = [it, 'used'];`),
  ...library('unused', {}),
  ...library('used/node_modules/inner', { version: '2.0.0' }),
  ...library('inner', { version: '1.0.0' }),
};

it('finds the packages of which code is left, in the version that is bundled', async () => {
  await metafileOf({ ...server, ...libraries }, async (metafile, folder) => {
    const packages = await bundledPackages([metafile], folder);

    expect(packages.map(({ name, version, imports }) => ({ name, version, imports }))).toEqual([
      { name: 'inner', version: '2.0.0', imports: [] },
      { name: 'server', version: '3.0.0', imports: ['used@1.0.0'] },
      { name: 'used', version: '1.0.0', imports: ['inner@2.0.0'] },
    ]);
  });
});

it('counts two copies of one version as one package', async () => {
  const twice = {
    'src/lambda.ts': `
      import * as used from 'used';
      import * as inner from 'inner';
      export const handler = () => console.log(used, inner);`,
    ...library('inner', { version: '2.0.0' }),
  };
  await metafileOf({ ...server, ...libraries, ...twice }, async (metafile, folder) => {
    const packages = await bundledPackages([metafile], folder);

    expect(packages.map(({ name }) => name)).toEqual(['inner', 'server', 'used']);
  });
});

it('puts a standard text where a package comes without one, with its author', async () => {
  const files = {
    ...server,
    ...libraries,
    ...library('used/node_modules/inner', {
      version: '2.0.0',
      author: 'Ada Lovelace <ada@example.com> (https://example.com)',
    }),
    'node_modules/used/LICENSE.md': 'The text of used.\r\n',
    'texts/MIT.txt': 'Copyright (c) <HOLDER>\n',
  };
  await metafileOf(files, async (metafile, folder) => {
    const packages = await bundledPackages([metafile], folder);
    const others = packages.filter(({ name }) => name !== 'server');
    const text = await licenseTexts(others, `${folder}/texts`);

    expect(text.replaceAll(/-{80}/g, '---')).toBe(`---
inner 2.0.0 (MIT)
---

Copyright (c) Ada Lovelace

---
used 1.0.0 (MIT)
---

The text of used.
`);
  });
});

it('wants the text of a license that nobody has given', async () => {
  await metafileOf({ ...server, ...libraries }, async (metafile, folder) => {
    const packages = await bundledPackages([metafile], folder);

    await expect(licenseTexts(packages, folder)).rejects.toThrow(
      `inner 2.0.0 comes without the text of its license: add MIT.txt to ${folder}.`,
    );
  });
});

it.each([undefined, 'SEE LICENSE IN FILE', 'MIT OR Apache-2.0'])(
  'refuses a package whose license is said to be %s',
  async (license) => {
    const files = { ...server, ...libraries, ...library('used', { license }) };
    const importing = `export const both = ['used'];`;
    await metafileOf(
      { ...files, 'node_modules/used/index.js': importing },
      async (metafile, folder) => {
        const packages = await bundledPackages([metafile], folder);

        expect(() => billOfMaterials(packages, 'server')).toThrow(
          `used 1.0.0 says of its license "${license}": find out what is meant.`,
        );
      },
    );
  },
);

it('wants to know which package code belongs to', async () => {
  const files = { ...server, ...libraries, 'node_modules/used/package.json': '{"type":"module"}' };
  await metafileOf(files, async (metafile, folder) => {
    await expect(bundledPackages([metafile], folder)).rejects.toThrow(
      'node_modules/used/package.json names no package: say where its code belongs to.',
    );
  });
});
