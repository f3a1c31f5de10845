import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

import { compete, type Result } from '../contender.ts';
import type { Mark } from '../files/file-marks.ts';
import { runCommand } from '../run-command.ts';

const bundle = pathOf('packages/mcp-server/bundle/main.js');
const example = pathOf('packages/core/fixtures/published-example.ndjson.gz');

const initialize =
  '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",' +
  '"capabilities":{},"clientInfo":{"name":"bench","version":"1.0.0"}}}';

/** From the start of a process to its answer to the first `initialize`, and its end. */
export async function measureStart(rounds: number): Promise<Result[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-spend-bench-'));
  try {
    const bareSdk = await bundled('bare-stdio', folder);
    const node = process.execPath;
    const bareLine = serverPath('bare-line.mjs');
    const ours = [bundle, '--log-level', 'silent', '--stdio', example];
    const keptCode = `NODE_COMPILE_CACHE=${join(folder, 'code')}`;
    const line = `echo '${initialize}' | "$@"`;
    return await compete(
      [
        { name: 'Node alone, one line answered', run: () => runCommand(line, [node, bareLine]) },
        { name: 'bundle of a bare SDK server', run: () => runCommand(line, [node, bareSdk]) },
        { name: 'bundle of bedrock-spend-mcp', run: () => runCommand(line, [node, ...ours]) },
        {
          name: 'bundle of bedrock-spend-mcp, NODE_COMPILE_CACHE',
          run: () => runCommand(line, ['env', keptCode, node, ...ours]),
        },
      ],
      rounds,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** As our own bundle is made. */
async function bundled(name: string, folder: string): Promise<string> {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [serverPath(`${name}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
  });
  return outfile;
}

export function startMarks([node, , ours]: readonly Result[]): Mark[] {
  if (node === undefined || ours === undefined) return [];
  const value = ours.cpuSeconds.median / node.cpuSeconds.median;
  return [{ what: `CPU, ${ours.name} / ${node.name}`, value, atMost: 3 }];
}

function serverPath(file: string): string {
  return fileURLToPath(new URL(`servers/${file}`, import.meta.url));
}

function pathOf(inRepository: string): string {
  return fileURLToPath(new URL(`../../../../${inRepository}`, import.meta.url));
}
