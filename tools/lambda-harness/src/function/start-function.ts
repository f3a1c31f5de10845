import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

import type { Instance, StartInstance } from '../instance/instance.ts';
import {
  openEnvironment,
  type EnvironmentCall,
  type ExecutionEnvironment,
  type OpenedEnvironment,
} from './execution-environment.ts';
import { functionArn, functionEnvironment } from './function-environment.ts';
import type {
  FunctionError,
  Invocation,
  InvocationReport,
  LambdaFunction,
} from './lambda-function.ts';
import { LambdaRefusal } from './lambda-refusal.ts';
import { createPlatformLog } from './platform-log.ts';
import { createRunningCall } from './running-call.ts';
import { maxBufferedBytes } from './size-limits.ts';
import { newTraceId } from './trace-id.ts';

export interface FunctionOptions {
  startInstance: StartInstance;
  /** Variables of the function. */
  environment: Record<string, string>;
  memoryMb: number;
  timeoutMs: number;
  /** Calls at one time, as by reserved concurrency; without end unless given. */
  maxConcurrency?: number;
  functionName?: string;
  region?: string;
  /** How long a start may take; 10 s, as on Lambda, unless given. */
  initTimeoutMs?: number;
  /**
   * Stops instances between two calls, as Lambda does; they run on unless told otherwise, so that a test
   * can ask them for more. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
   */
  isFrozenBetween?: boolean;
}

/**
 * Between a response and the moment when the instance asks for the next call lie parts of a
 * millisecond, which on AWS the way to the caller hides; here a prompt caller would meet them.
 */
const settlingMs = 250;

/**
 * A function of Lambda: each instance has one call at a time, and a call that finds none free starts
 * another. Nothing starts before the first call.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export async function startFunction(options: FunctionOptions): Promise<LambdaFunction> {
  const functionName = options.functionName ?? 'function';
  const region = options.region ?? 'us-east-1';
  const arn = functionArn(functionName, region);
  const instances: Instance[] = [];
  const environments = new Set<ExecutionEnvironment>();
  const running = new Map<string, Instance>();
  const reports: InvocationReport[] = [];
  const platformLog = createPlatformLog();
  let startingCount = 0;
  let coldStarts = 0;
  let isClosed = false;

  return {
    arn,
    functionName,
    instances,
    running,
    reports,
    get coldStarts() {
      return coldStarts;
    },
    log: platformLog.text,
    async invoke(event, { mode }) {
      if (isClosed) throw new LambdaRefusal('ServiceException', 'The function has been closed.');
      const text = JSON.stringify(event);
      if (Buffer.byteLength(text) > maxBufferedBytes) throw requestTooLarge();
      const call: EnvironmentCall = {
        requestId: randomUUID(),
        functionArn: arn,
        traceId: newTraceId(Date.now()),
        event: text,
        mode,
        timeoutMs: options.timeoutMs,
        initDurationMs: null,
      };
      const idle = await takeIdle();
      if (idle !== null) return run(idle, call);
      const limit = options.maxConcurrency ?? Number.POSITIVE_INFINITY;
      if (environments.size + startingCount >= limit) throw tooManyRequests();
      return coldStart(call);
    },
    async close() {
      isClosed = true;
      await Promise.all(instances.map((instance) => instance.kill()));
    },
  };

  async function takeIdle(): Promise<ExecutionEnvironment | null> {
    const idle = reserveIdle();
    if (idle !== null) return idle;
    const nearly = [...environments]
      .map(({ nearlyIdle }) => nearlyIdle)
      .filter((it) => it !== null);
    if (nearly.length === 0) return null;
    await Promise.race([...nearly, delay(settlingMs, undefined, { ref: false })]);
    return reserveIdle();
  }

  function reserveIdle(): ExecutionEnvironment | null {
    return [...environments].find((environment) => environment.reserve()) ?? null;
  }

  function run(environment: ExecutionEnvironment, call: EnvironmentCall): Promise<Invocation> {
    platformLog.start(call.requestId);
    running.set(call.requestId, environment.instance);
    return environment.run(call);
  }

  /** A start that fails is tried once more within the call, with the time of the call. */
  async function coldStart(call: EnvironmentCall): Promise<Invocation> {
    startingCount += 1;
    try {
      coldStarts += 1;
      const first = await open(options.initTimeoutMs ?? 10_000);
      if ('environment' in first) return run(keep(first.environment), withInit(call, first));
      platformLog.initFailed(first, 'init');
      const second = await open(options.timeoutMs);
      if ('environment' in second) return run(keep(second.environment), withInit(call, second));
      platformLog.initFailed(second, 'invoke');
      return failedStart(call, second);
    } finally {
      startingCount -= 1;
    }
  }

  function open(initTimeoutMs: number): Promise<OpenedEnvironment> {
    const name = `${functionName}-${randomUUID().slice(0, 8)}`;
    const { memoryMb, timeoutMs } = options;
    const environment = functionEnvironment({
      functionName,
      region,
      memoryMb,
      name,
      own: options.environment,
    });
    return openEnvironment({
      startInstance: options.startInstance,
      start: { name, environment, memoryMb, timeoutMs },
      initTimeoutMs,
      isFrozenBetween: options.isFrozenBetween ?? false,
      onStarted(instance) {
        instances.push(instance);
        void instance.ended.then(() => instances.splice(instances.indexOf(instance), 1));
        // A function that was closed while it started must not leave a program behind.
        if (isClosed) void instance.kill();
      },
      onReport(report) {
        running.delete(report.requestId);
        reports.push(report);
        platformLog.report(report);
      },
    });
  }

  function keep(environment: ExecutionEnvironment): ExecutionEnvironment {
    environments.add(environment);
    void environment.instance.ended.then(() => environments.delete(environment));
    return environment;
  }

  function failedStart(call: EnvironmentCall, opened: FailedEnvironment): Promise<Invocation> {
    const failed = createRunningCall({ ...call, instance: opened.instance });
    const { errorType, errorMessage }: FunctionError = opened.failure.error;
    platformLog.start(call.requestId);
    failed.fail(opened.failure);
    const report: InvocationReport = {
      requestId: call.requestId,
      instance: opened.instance.name,
      durationMs: opened.initDurationMs,
      billedDurationMs: Math.ceil(opened.initDurationMs),
      memoryMb: options.memoryMb,
      maxMemoryUsedMb: null,
      initDurationMs: opened.initDurationMs,
      status: opened.isTimeout ? 'timeout' : 'error',
    };
    failed.finish(report);
    reports.push(report);
    platformLog.report(report, `${errorType}: ${errorMessage}`);
    return failed.begun;
  }
}

type FailedEnvironment = Extract<OpenedEnvironment, { isTimeout: boolean }>;

function withInit(call: EnvironmentCall, { initDurationMs }: OpenedEnvironment): EnvironmentCall {
  return { ...call, initDurationMs };
}

function tooManyRequests(): LambdaRefusal {
  return new LambdaRefusal('TooManyRequestsException', 'Rate Exceeded.');
}

function requestTooLarge(): LambdaRefusal {
  return new LambdaRefusal(
    'RequestTooLargeException',
    `Request must be smaller than ${maxBufferedBytes} bytes for the InvokeFunction operation`,
  );
}
