import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulatorControl } from './control/emulator-control.ts';
import { credentialsOf } from './credentials-of.ts';
import { resolveEventFiles } from './resolve-event-files.ts';
import type { EmulatorOptions, RunningEmulator } from './start-emulator.ts';

export interface SpawnedEmulator extends RunningEmulator {
  pid: number;
}

/** What `main.ts` sends to the process that forked it. */
export interface ReadyMessage {
  url: string;
}

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/**
 * Starts an emulator in a process of its own, which ends with this one.
 * Throws with what it wrote to stderr when it does not come up.
 */
export async function spawnEmulator(options: EmulatorOptions): Promise<SpawnedEmulator> {
  const { config, port = 0 } = options;
  const folder = await mkdtemp(join(tmpdir(), 'aws-emulator-'));
  try {
    const file = join(folder, 'config.json');
    const absolute = resolveEventFiles(config, process.cwd());
    await writeFile(file, JSON.stringify(absolute), { mode: 0o600 });
    const child = fork(MAIN, ['--port', String(port), '--config', file], {
      execArgv: ['--disable-warning=ExperimentalWarning', '--conditions=@bedrock-spend/source'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    const ready = once(child, 'message') as Promise<[ReadyMessage]>;
    const ended = once(child, 'close');
    const first = await Promise.race([ready, ended.then(() => null)]);
    if (first === null) throw new Error(`The emulator did not start. ${complaint.trim()}`);
    const { url } = first[0];
    // What goes wrong later belongs to whoever watches this process.
    child.stderr?.pipe(process.stderr);
    return {
      url,
      pid: child.pid ?? 0,
      credentials: (accountId, userName) => credentialsOf(config, { accountId, userName }),
      control: createEmulatorControl(url),
      async stop() {
        if (child.exitCode === null) child.kill();
        await ended;
      },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
