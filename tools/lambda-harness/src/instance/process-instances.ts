import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { Instance, InstanceEnding, InstanceStart, StartInstance } from './instance.ts';
import { createInstanceLog } from './instance-log.ts';

export interface ProcessInstancesOptions {
  /** Folder of the code: `LAMBDA_TASK_ROOT`. */
  taskRoot: string;
  /** Module and export, as `lambda.handler`: `_HANDLER`. */
  handler: string;
  /** What `installRuntimeClient` gave. */
  runtimeClient: string;
  /** Program of Node; the one that runs this, unless given. */
  node?: string;
}

/** Instances that are processes of this machine, with the runtime client that Lambda's own image has. */
export function processInstances(options: ProcessInstancesOptions): StartInstance {
  return async (start) => {
    const program = spawn(options.node ?? process.execPath, nodeArguments(options, start), {
      cwd: options.taskRoot,
      env: environmentOf(options, start),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const log = createInstanceLog([program.stdout, program.stderr]);
    const ended = endingOf(program);
    // Rejects with the reason when the program cannot be started at all.
    await once(program, 'spawn');
    return instanceOf({ name: start.name, program, ended, log });
  };
}

function nodeArguments({ runtimeClient }: ProcessInstancesOptions, { memoryMb }: InstanceStart) {
  return [
    // A process of its own has no limit of memory: this is the nearest to one that Node offers.
    `--max-old-space-size=${Math.floor(memoryMb * 0.9)}`,
    join(runtimeClient, 'node_modules/aws-lambda-ric/index.mjs'),
  ];
}

/** As on Lambda, nothing of the surroundings reaches the function but the path of programs. */
function environmentOf(options: ProcessInstancesOptions, start: InstanceStart): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...start.environment,
    AWS_LAMBDA_RUNTIME_API: start.runtimeApi,
    LAMBDA_TASK_ROOT: options.taskRoot,
    _HANDLER: options.handler,
  };
}

function endingOf(program: ChildProcess): Promise<InstanceEnding> {
  const { promise, resolve } = Promise.withResolvers<InstanceEnding>();
  // `close` and not `exit`: what it wrote last is then in the log.
  program.once('close', (exitCode, signal) => resolve({ exitCode, signal }));
  return promise;
}

interface RunningProgram {
  name: string;
  program: ChildProcess;
  ended: Promise<InstanceEnding>;
  log: () => string;
}

function instanceOf({ name, program, ended, log }: RunningProgram): Instance {
  const { pid } = program;
  if (pid === undefined) throw new Error(`Instance ${name} has no process.`);
  return {
    name,
    pid,
    log,
    ended,
    async kill(signal = 'SIGKILL') {
      program.kill(signal);
      await ended;
    },
  };
}
