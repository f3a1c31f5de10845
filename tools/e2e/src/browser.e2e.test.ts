import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

import { build } from 'esbuild';
import { expect, it } from 'vitest';

import { consumerFolder } from './installed.ts';
import { workspaceRoot } from './workspace.ts';

it('the root entry, bundled for the browser, runs without anything of Node', async () => {
  await copyFile(
    join(workspaceRoot, 'tools/e2e/consumers/browser.js'),
    join(consumerFolder, 'browser.js'),
  );
  const { outputFiles } = await build({
    absWorkingDir: consumerFolder,
    entryPoints: ['browser.js'],
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    logLevel: 'silent',
  });

  // A context has the language and what it is given: no process, no require, no Buffer.
  const page = createContext({ AbortController, AbortSignal, TextDecoder, TextEncoder, URL });
  runInContext(outputFiles[0]?.text ?? '', page, { filename: 'browser.js' });
  const text: unknown = await page['result'];

  expect(text).toMatch(
    /^claude-3-haiku-20240307-v1:0: Requests=1, Input=1000000, Completion=100000/m,
  );
  expect(text).toMatch(/^Total Cost: 0\.3750$/m);
});
