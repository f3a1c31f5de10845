import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { build, type Metafile } from 'esbuild';

/** Bundles files given as text, as the server is bundled, and gives what esbuild says is in it. */
export async function metafileOf(
  files: Readonly<Record<string, string>>,
  read: (metafile: Metafile, folder: string) => Promise<void> | void,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-metafile-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: ['src/lambda.ts'],
      outdir: join(folder, 'out'),
      bundle: true,
      splitting: true,
      minify: true,
      platform: 'node',
      format: 'esm',
      loader: { '.node': 'copy' },
      metafile: true,
      write: false,
    });
    await read(metafile, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
