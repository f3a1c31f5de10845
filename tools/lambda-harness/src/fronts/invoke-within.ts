import { setTimeout as delay } from 'node:timers/promises';

import type { Invocation, InvocationMode, LambdaFunction } from '../function/lambda-function.ts';
import { LambdaRefusal } from '../function/lambda-refusal.ts';

export interface InvokeWithinOptions {
  target: LambdaFunction;
  event: unknown;
  mode: InvocationMode;
  timeoutMs: number;
}

/**
 * Calls the function and waits until it begins to respond. `late` when it does not in time: the call
 * goes on, and its response is read for nobody.
 */
export async function invokeWithin(
  options: InvokeWithinOptions,
): Promise<Invocation | LambdaRefusal | 'late'> {
  const { target, event, mode, timeoutMs } = options;
  const timer = new AbortController();
  const invoked = target.invoke(event, { mode });
  try {
    const first = await Promise.race([invoked, late(timeoutMs, timer.signal)]);
    if (first === 'late') {
      void invoked.then(
        ({ payload }) => payload.resume(),
        () => null,
      );
    }
    return first;
  } catch (error) {
    if (error instanceof LambdaRefusal) return error;
    throw error;
  } finally {
    timer.abort();
  }
}

async function late(timeoutMs: number, signal: AbortSignal): Promise<'late'> {
  await delay(timeoutMs, undefined, { signal }).catch(() => null);
  return 'late';
}
