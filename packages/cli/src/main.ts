import { exitStatus } from './exit-status.ts';
import { runProgram } from './program.ts';

const interruption = new AbortController();
let signals = 0;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    signals += 1;
    interruption.abort();
    // Whoever asks a second time does not want to wait for a clean end.
    if (signals > 1) process.exit(exitStatus.interrupted);
  });
}

// `| head` closes the pipe when it has seen enough: the rest is not wanted, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitStatus.done : exitStatus.failed);
});

const status = await runProgram(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  workingDirectory: process.cwd(),
  now: () => new Date(),
  signal: interruption.signal,
});

// Pipes are written asynchronously on some systems: leave only when everything is out.
await new Promise((resolve) => process.stdout.write('', resolve));
process.exit(status);
