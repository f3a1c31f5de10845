// `npm start`: builds what is stale, then runs `bedrock-spend demo` in this terminal. JavaScript, so that
// a Node that is too old gets as far as the sentence that says so.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const packages = ['core', 'mcp-server', 'cli'].map((name) => join(root, 'packages', name));

if (!packages.every(isBuilt)) build();
demo(process.argv.slice(2));

// Nx writes its outputs anew even when they are in its cache, under the feet of a server that runs.
function isBuilt(folder) {
  const builtMs = changedMs(join(folder, 'dist/.tsbuildinfo'));
  const sources = [folder, join(folder, 'src')].flatMap((path) =>
    readdirSync(path, { recursive: path.endsWith('src') })
      .filter((name) => !/^(?:dist|bundle|node_modules)$/.test(name))
      .map((name) => join(path, name)),
  );
  const settings = ['tsconfig.base.json', 'package-lock.json'].map((name) => join(root, name));
  return [...sources, ...settings].every((path) => changedMs(path) < builtMs);
}

function changedMs(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function build() {
  process.stderr.write('Building…\n');
  const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [nx, 'run', 'cli:build', '--output-style=static'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
  );
  if (status === 0) return;
  process.stderr.write(`${stdout}${stderr}`);
  process.exit(1);
}

function demo(flags) {
  const bin = join(root, 'packages/cli/bin/bedrock-spend.js');
  const child = spawn(process.execPath, [bin, 'demo', ...flags], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the child as well: it decides how to end, we report its status.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
