import type { Instance, InstanceStart, StartInstance } from '../instance/instance.ts';
import { sendSignal } from '../instance/send-signal.ts';
import type { ReportedError } from '../runtime-api/reported-error.ts';
import { startRuntimeApi, type RuntimeApi } from '../runtime-api/start-runtime-api.ts';
import type { Invocation, InvocationMode, InvocationReport } from './lambda-function.ts';
import { exitError, initTimedOut, timedOut } from './lambda-failures.ts';
import { maxMemoryUsedMb } from './max-memory-used.ts';
import { createRunningCall, type RunningCall } from './running-call.ts';

/** A call as an environment takes it. */
export interface EnvironmentCall {
  requestId: string;
  functionArn: string;
  traceId: string;
  /** JSON text. */
  event: string;
  mode: InvocationMode;
  timeoutMs: number;
  /** What the caller had to wait for the start of the environment; null when it was warm. */
  initDurationMs: number | null;
}

/** One instance with its Runtime API: takes one call at a time. */
export interface ExecutionEnvironment {
  readonly instance: Instance;
  /** Takes it for a call that follows at once; false when it has one already or has ended. */
  reserve(): boolean;
  /** Settles when a call that has answered already is done; null when none is as far. */
  readonly nearlyIdle: Promise<unknown> | null;
  run(call: EnvironmentCall): Promise<Invocation>;
  close(): Promise<void>;
}

/** An environment that is ready for its first call, or why it did not become so. */
export type OpenedEnvironment = { initDurationMs: number; instance: Instance } & (
  | { environment: ExecutionEnvironment }
  | { failure: ReportedError; isTimeout: boolean }
);

export interface EnvironmentOptions {
  startInstance: StartInstance;
  start: Omit<InstanceStart, 'runtimeApi'>;
  /** How long the program may take until it asks for its first call. */
  initTimeoutMs: number;
  /** Nothing of the program runs between two calls. */
  isFrozenBetween: boolean;
  /** Told when the program runs. */
  onStarted: (instance: Instance) => void;
  /** Told of each call that has ended. */
  onReport: (report: InvocationReport) => void;
}

type InitResult = { failure: ReportedError; isTimeout: boolean } | null;

/** Starts an instance and waits until it asks for a call. */
export async function openEnvironment(options: EnvironmentOptions): Promise<OpenedEnvironment> {
  const init = Promise.withResolvers<InitResult>();
  let isIdle = false;
  let isDoomed = false;
  let running: { call: RunningCall; end: (status?: 'timeout') => Promise<void> } | null = null;
  const api = await startRuntimeApi({
    next() {
      init.resolve(null);
      const ended = running;
      running = null;
      isIdle = true;
      if (ended !== null && options.isFrozenBetween) sendSignal(instance.pid, 'SIGSTOP');
      void ended?.end();
    },
    initFailed: (failure) => init.resolve({ failure, isTimeout: false }),
    responded: async (response) => (await callOf(response.requestId)?.respond(response)) ?? false,
    failed: (requestId, failure) => callOf(requestId)?.fail(failure),
  });
  const startedMs = performance.now();
  const instance = await startInstance(api, options);
  options.onStarted(instance);
  void onEnd();
  const result = await within(init, options.initTimeoutMs);
  const initDurationMs = performance.now() - startedMs;
  if (result !== null) {
    await instance.kill();
    return { ...result, instance, initDurationMs };
  }
  return { environment: environment(), instance, initDurationMs };

  async function onEnd(): Promise<void> {
    const ending = await instance.ended;
    isDoomed = true;
    init.resolve({ failure: exitError(ending), isTimeout: false });
    running?.call.fail(exitError(ending, running.call.requestId));
    await running?.end();
    await api.close();
  }

  function callOf(requestId: string): RunningCall | null {
    return running?.call.requestId === requestId ? running.call : null;
  }

  function environment(): ExecutionEnvironment {
    return {
      instance,
      reserve() {
        if (!isIdle || isDoomed) return false;
        isIdle = false;
        return true;
      },
      get nearlyIdle() {
        return running?.call.isResponded === true ? running.call.completed : null;
      },
      run(start) {
        isIdle = false;
        const call = createRunningCall({ ...start, instance });
        const beganMs = performance.now();
        let hasEnded = false;
        const timer = setTimeout(() => {
          isDoomed = true;
          call.fail(timedOut(start.requestId, start.timeoutMs));
          void end('timeout').then(() => instance.kill());
        }, start.timeoutMs);
        running = { call, end };
        if (options.isFrozenBetween) sendSignal(instance.pid, 'SIGCONT');
        api.call({ ...start, deadlineMs: Date.now() + start.timeoutMs });
        return call.begun;

        async function end(status?: 'timeout'): Promise<void> {
          if (hasEnded) return;
          hasEnded = true;
          clearTimeout(timer);
          const durationMs = performance.now() - beganMs;
          const report: InvocationReport = {
            requestId: start.requestId,
            instance: instance.name,
            durationMs,
            billedDurationMs: Math.ceil(durationMs + (start.initDurationMs ?? 0)),
            memoryMb: options.start.memoryMb,
            maxMemoryUsedMb: await maxMemoryUsedMb(instance.pid),
            initDurationMs: start.initDurationMs,
            ...(status !== undefined && { status }),
          };
          options.onReport(call.finish(report));
        }
      },
      close: () => instance.kill(),
    };
  }
}

async function startInstance(api: RuntimeApi, options: EnvironmentOptions): Promise<Instance> {
  try {
    return await options.startInstance({
      ...options.start,
      runtimeApi: api.address,
      environment: { ...options.start.environment, AWS_LAMBDA_RUNTIME_API: api.address },
    });
  } catch (error) {
    await api.close();
    throw error;
  }
}

async function within(init: PromiseWithResolvers<InitResult>, timeoutMs: number) {
  const failure = initTimedOut(timeoutMs);
  const timer = setTimeout(() => init.resolve({ failure, isTimeout: true }), timeoutMs);
  try {
    return await init.promise;
  } finally {
    clearTimeout(timer);
  }
}
