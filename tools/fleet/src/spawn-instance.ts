import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a new process is told, in its environment. */
export interface InstanceSettings {
  /** Table of the shared store; `null`: sessions are kept in memory, and other instances do not see them. */
  tableName: string | null;
  /** Signs session ids; base64. */
  sessionSecret: string;
  /** `file:` URL of a module that exports `startOptions`. */
  fixtures: string | null;
}

export interface SpawnInstanceOptions {
  settings: InstanceSettings;
  /** Added to the environment of this process. */
  environment: Readonly<Record<string, string>>;
}

/** What is alive in a process after everything else was collected. */
export interface HeapFigures {
  heapBytes: number;
  residentBytes: number;
}

/** What an instance sends to the process that forked it. */
export type InstanceMessage = { url: string } | HeapFigures;

export interface Instance {
  /** Of the MCP endpoint. */
  url: string;
  pid: number;
  /** Collects garbage first. */
  heap(): Promise<HeapFigures>;
  /** The end of what it has logged. */
  log(): string;
  /** Ends it at once, with all that it does. */
  kill(): Promise<void>;
  /** Lets it end by itself. */
  stop(): Promise<void>;
}

export const settingsVariable = 'FLEET_INSTANCE';

const program = fileURLToPath(new URL('instance-program.ts', import.meta.url));
const keptLogLength = 100_000;

/** Starts a server in a process of its own, which ends with this one. */
export async function spawnInstance({
  settings,
  environment,
}: SpawnInstanceOptions): Promise<Instance> {
  const child = fork(program, [], {
    execArgv: [
      '--conditions=@bedrock-spend/source',
      '--expose-gc',
      // V8 drops the code of the start at some time or other: 6 MB that say nothing of what calls leave.
      '--no-flush-bytecode',
    ],
    env: { ...process.env, ...environment, [settingsVariable]: JSON.stringify(settings) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log = (log + text).slice(-keptLogLength);
  });
  const ended = once(child, 'close');
  const next = async <Message extends InstanceMessage>(): Promise<Message> => {
    const message = once(child, 'message') as Promise<[Message]>;
    const first = await Promise.race([message, ended.then(() => null)]);
    if (first === null) throw new Error(`An instance has ended. ${log.slice(-2000)}`);
    return first[0];
  };
  const { url } = await next<{ url: string }>();

  return {
    url,
    pid: child.pid ?? 0,
    async heap() {
      const figures = next<HeapFigures>();
      child.send('heap');
      return figures;
    },
    log: () => log,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  }
}
