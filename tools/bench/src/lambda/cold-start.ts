import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import {
  processInstances,
  startFunction,
  type Invocation,
  type LambdaFunction,
} from '@bedrock-spend/lambda-harness';

import type { Measurement } from '../measurement.ts';
import { spreadOf } from '../spread.ts';
import { initializeEvent } from './initialize-event.ts';

export interface ColdStartOptions {
  /** Folder of the code, and its module and export. */
  taskRoot: string;
  handler: string;
  runtimeClient: string;
}

/** What a new instance cost until it had answered its first call, and the calls after it. */
export interface ColdStart extends Measurement {
  /** What Lambda reports as `Init Duration`. */
  initMs: number;
  firstCallMs: number;
  /** Median of the calls that followed. */
  laterCallMs: number;
}

const tellCpu = fileURLToPath(new URL('handlers/tell-cpu.mjs', import.meta.url));
const laterCalls = 20;

/** Starts one instance, has it answer `initialize`, and ends it. */
export async function coldStart(options: ColdStartOptions): Promise<ColdStart> {
  const target = await startFunction({
    startInstance: processInstances(options),
    memoryMb: 2048,
    timeoutMs: 60_000,
    environment: {
      NODE_OPTIONS: `--import=${tellCpu}`,
      AWS_REGION: 'us-east-1',
      BEDROCK_SPEND_SOURCE: 'cloudwatch',
      BEDROCK_SPEND_LOG_LEVEL: 'silent',
      BEDROCK_SPEND_SESSION_KEYS: `bench:${Buffer.alloc(32, 1).toString('base64')}`,
      BEDROCK_SPEND_SERVER_SETTINGS: '{"sessions":{"table":"bedrock-spend-sessions"}}',
    },
  });
  try {
    const startMs = performance.now();
    const first = await call(target);
    const wallSeconds = (performance.now() - startMs) / 1000;
    const { cpuSeconds, peakMegabytes } = await costSoFar(first);
    for (let count = 0; count < laterCalls; count += 1) await call(target);
    const [cold, ...later] = target.reports;
    return {
      cpuSeconds,
      wallSeconds,
      peakMegabytes,
      totals: {},
      initMs: cold?.initDurationMs ?? 0,
      firstCallMs: cold?.durationMs ?? 0,
      laterCallMs: spreadOf(later.map(({ durationMs }) => durationMs)).median,
    };
  } finally {
    await target.close();
  }
}

async function call(target: LambdaFunction): Promise<Invocation> {
  const invocation = await target.invoke(initializeEvent, { mode: 'streaming' });
  const answer = await text(invocation.payload);
  const { error } = await invocation.completed;
  if (error !== null || !answer.includes('"statusCode":200')) {
    const reason = error?.errorMessage ?? answer;
    throw new Error(`The handler did not answer: ${reason}\n${invocation.instance.log()}`);
  }
  return invocation;
}

async function costSoFar({ instance }: Invocation) {
  process.kill(instance.pid, 'SIGUSR2');
  for (let tries = 0; tries < 500; tries += 1) {
    const match = /^cpu (\d+) us, peak (\d+) KB$/m.exec(instance.log());
    if (match !== null) {
      return { cpuSeconds: Number(match[1]) / 1e6, peakMegabytes: Number(match[2]) / 1024 };
    }
    await wait(10);
  }
  throw new Error(`The instance does not say what it cost: ${instance.log()}`);
}
