import { AsyncLocalStorage } from 'node:async_hooks';

/** What the runtime of Lambda tells of an invocation. */
export interface InvocationContext {
  /** As in the log lines of Lambda itself. */
  awsRequestId: string;
  /** Until Lambda ends the invocation, in milliseconds. */
  getRemainingTimeInMillis(): number;
}

/** The invocation that is being answered. */
export interface LambdaInvocation {
  /** How long a call may still take to be answered before Lambda or the front gives up, in milliseconds. */
  timeLeftMs: () => number;
  /** What has to end before Lambda freezes the instance. */
  work: Set<Promise<unknown>>;
}

/** Reaches the calls through the SDKs, which hand nothing of it on. */
export const currentInvocation = new AsyncLocalStorage<LambdaInvocation>();
