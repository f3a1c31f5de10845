// `npm start`: builds what is stale, then runs `bedrock-spend demo` in this terminal. JavaScript, so that
// a Node that is too old gets as far as the sentence that says so.
import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

build();
demo(process.argv.slice(2));

function build() {
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
  const bin = fileURLToPath(new URL('packages/cli/bin/bedrock-spend.js', `file://${root}`));
  const child = spawn(process.execPath, [bin, 'demo', ...flags], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to the child as well: it decides how to end, we report its status.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => signal !== 'SIGINT' && child.kill(signal));
  }
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? (signal === 'SIGINT' ? 130 : 1);
  });
}
