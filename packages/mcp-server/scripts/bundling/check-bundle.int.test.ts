import { expect, it } from 'vitest';

import { checkBundle } from './check-bundle.ts';
import { entrySize } from './entry-size.ts';
import { metafileOf } from './metafile-of.testing.ts';

const client = {
  'node_modules/@aws-sdk/client-sts/package.json': '{"name":"@aws-sdk/client-sts","type":"module"}',
  'node_modules/@aws-sdk/client-sts/index.js': 'export const send = () => console.log("sent");',
};

it('names the way by which a client of the AWS SDK gets into the start', async () => {
  const files = {
    ...client,
    'src/lambda.ts': 'import { open } from "./open.ts"; export const handler = open;',
    'src/open.ts': 'export { send as open } from "@aws-sdk/client-sts";',
  };
  await metafileOf(files, (metafile) => {
    expect(checkBundle(metafile, 'src/lambda.ts')).toEqual([
      `src/lambda.ts loads an AWS SDK client at its start: use await import() in one of
  src/lambda.ts
  src/open.ts
  node_modules/@aws-sdk/client-sts/index.js`,
    ]);
  });
});

it('has nothing against a client that is loaded when it is needed', async () => {
  const files = {
    ...client,
    'src/lambda.ts':
      'export const handler = async () => (await import("@aws-sdk/client-sts")).send();',
  };
  await metafileOf(files, (metafile) => {
    expect(checkBundle(metafile, 'src/lambda.ts')).toEqual([]);
    expect(entrySize(metafile, 'src/lambda.ts')).toMatchObject({ eagerFiles: 1, lazyFiles: 1 });
  });
});

it('has nothing against a client of which no code is left', async () => {
  const files = {
    ...client,
    'src/lambda.ts':
      'import { send } from "@aws-sdk/client-sts"; export const handler = () => (false ? send() : 1);',
    'node_modules/@aws-sdk/client-sts/package.json':
      '{"name":"@aws-sdk/client-sts","type":"module","sideEffects":false}',
  };
  await metafileOf(files, (metafile) => {
    expect(checkBundle(metafile, 'src/lambda.ts')).toEqual([]);
  });
});

it('refuses native code, which runs on one architecture only', async () => {
  const files = {
    'src/lambda.ts':
      'import add from "../native/add.node"; export const handler = () => console.log(add);',
    'native/add.node': 'ELF',
  };
  await metafileOf(files, (metafile) => {
    const faults = checkBundle(metafile, 'src/lambda.ts');
    expect(faults).toContain(
      'native/add.node is native code: the image has to run on every architecture.',
    );
  });
});

it('refuses what would have to be installed in the image', async () => {
  const files = {
    'src/lambda.ts': `
      import { open } from 'node:fs';
      export const handler = async () => [open, await import('absent').catch(() => null)];`,
  };
  await metafileOf(files, (metafile) => {
    expect(checkBundle(metafile, 'src/lambda.ts')).toEqual([
      'absent is imported and not in the bundle: the image has no node_modules.',
    ]);
  });
});

it('says so when it is asked about an entry that is not in the bundle', async () => {
  await metafileOf({ 'src/lambda.ts': 'export const handler = 1;' }, (metafile) => {
    expect(() => entrySize(metafile, 'src/other.ts')).toThrow(
      'The bundle has no entry src/other.ts.',
    );
  });
});
