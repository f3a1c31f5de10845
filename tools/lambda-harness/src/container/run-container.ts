import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { execa } from 'execa';

import { createInstanceLog } from '../instance/instance-log.ts';
import { sendSignal } from '../instance/send-signal.ts';
import type { InstanceEnding } from '../instance/instance.ts';
import type { PodmanFolder } from './podman-folder.ts';
import type { RunningContainer, RunOptions } from './podman.ts';

/** Starts a container and gives it back as soon as its program runs. */
export async function runContainer(
  options: RunOptions,
  folder: PodmanFolder,
): Promise<RunningContainer> {
  const name = options.name ?? `c-${randomUUID()}`;
  const pidFile = join(folder.path, `${name}.pid`);
  const program = spawn('podman', runWords(options, { name, pidFile }), {
    env: folder.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createInstanceLog([program.stdout]);
  const log = createInstanceLog([program.stdout, program.stderr]);
  const ended = endingOf(program);
  const pid = await firstPid(pidFile, ended);
  if (pid === null && (await isPodmansOwnFailure(ended))) {
    throw new Error(`Container ${name} could not be started: ${log().trim()}`);
  }
  return {
    name,
    // One that has ended already has none any more, and no process has the number 0.
    pid: pid ?? 0,
    output,
    log,
    ended,
    async execute(command) {
      const { exitCode = 1, all } = await execa('podman', ['exec', name, ...command], {
        env: folder.environment,
        extendEnv: false,
        stdin: 'ignore',
        all: true,
        reject: false,
      });
      return { exitCode, output: all };
    },
    async kill(signal = 'SIGKILL') {
      if (program.exitCode === null && pid !== null) sendSignal(pid, signal);
      await ended;
    },
  };
}

function runWords(options: RunOptions, { name, pidFile }: { name: string; pidFile: string }) {
  const { image, entrypoint, command = [], user, memoryMb = 512 } = options;
  const environment = Object.entries(options.environment ?? {});
  return [
    'run',
    '--rm',
    `--name=${name}`,
    `--pidfile=${pidFile}`,
    '--pull=never',
    '--log-driver=none',
    // Any other network leaves a bridge and rules of the firewall behind.
    '--network=host',
    '--http-proxy=false',
    '--read-only',
    '--read-only-tmpfs=false',
    '--tmpfs=/tmp:size=512m',
    '--cap-drop=ALL',
    '--security-opt=no-new-privileges',
    `--memory=${memoryMb}m`,
    `--memory-swap=${memoryMb}m`,
    ...(user === undefined ? [] : [`--user=${user}`]),
    ...(entrypoint === undefined ? [] : [`--entrypoint=${entrypoint}`]),
    ...environment.map(([variable, value]) => `--env=${variable}=${value}`),
    ...(options.mounts ?? []).map(({ source, target }) => `--volume=${source}:${target}:ro`),
    image,
    ...command,
  ];
}

/** Podman writes the file once the program runs; null where it never does. */
async function firstPid(file: string, ended: Promise<InstanceEnding>): Promise<number | null> {
  let isOver = false;
  while (!isOver) {
    isOver = (await Promise.race([ended, delay(20, null)])) !== null;
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
  }
  return null;
}

function endingOf(program: ChildProcess): Promise<InstanceEnding> {
  const { promise, resolve } = Promise.withResolvers<InstanceEnding>();
  program.once('error', () => resolve({ exitCode: 125, signal: null }));
  program.once('close', (exitCode, signal) => {
    const inside = signalBehind(exitCode);
    resolve(inside === null ? { exitCode, signal } : { exitCode: null, signal: inside });
  });
  return promise;
}

/** As a shell says it: 128 and the number of the signal. */
function signalBehind(exitCode: number | null): NodeJS.Signals | null {
  const number = (exitCode ?? 0) - 128;
  const found = Object.entries(constants.signals).find(([, value]) => value === number);
  return found === undefined ? null : (found[0] as NodeJS.Signals);
}

/** https://docs.podman.io/en/v4.3/markdown/podman-run.1.html#exit-status */
async function isPodmansOwnFailure(ended: Promise<InstanceEnding>): Promise<boolean> {
  const { exitCode } = await ended;
  return exitCode !== null && exitCode >= 125 && exitCode <= 127;
}
