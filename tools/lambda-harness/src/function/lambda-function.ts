import type { Readable } from 'node:stream';

import type { Instance } from '../instance/instance.ts';

/**
 * How the function is called: `streaming` as by InvokeWithResponseStream, `buffered` as by Invoke.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export type InvocationMode = 'streaming' | 'buffered';

/** What Lambda answers for a function that failed: the JSON of its payload. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  /** The lines of the stack, where the program itself told of the failure. */
  trace?: readonly string[];
}

/** The figures of the REPORT line that Lambda logs. */
export interface InvocationReport {
  requestId: string;
  /** Name of the instance that had the call. */
  instance: string;
  durationMs: number;
  billedDurationMs: number;
  memoryMb: number;
  /** Null when the instance was gone before anybody could look. */
  maxMemoryUsedMb: number | null;
  /** Null for an instance that was warm. */
  initDurationMs: number | null;
  /** As Lambda writes it: absent for a call that succeeded. */
  status?: 'timeout' | 'error';
}

/** How an invocation ended. */
export interface InvocationResult {
  /** What went wrong, before the response began or in its midst; null when nothing did. */
  error: FunctionError | null;
  report: InvocationReport;
}

/** A call that has begun to answer. */
export interface Invocation {
  readonly requestId: string;
  readonly instance: Instance;
  /**
   * The function failed before it began to respond; the payload is then the JSON of a `FunctionError`,
   * as with Lambda's header `X-Amz-Function-Error`.
   */
  readonly functionError: FunctionError | null;
  /** Content type that the function gave its response: tells a prelude apart from a bare body. */
  readonly contentType: string;
  /**
   * The response as it is written, with backpressure. It fails with a `ResponseCutError` when the
   * function fails in its midst. Lambda does not tell a function that nobody reads any more: whoever
   * stops reading calls `resume()`, and the call runs on to its end.
   */
  readonly payload: Readable;
  /** Settles when the function is done with the call, which may be after its response; never rejects. */
  readonly completed: Promise<InvocationResult>;
}

/** A function: its instances come and go with the calls. */
export interface LambdaFunction {
  readonly arn: string;
  readonly functionName: string;
  /**
   * Calls the function; settles when it begins to respond or has failed.
   * Rejects with a `LambdaRefusal` when Lambda itself refuses the call.
   */
  invoke(event: unknown, options: { mode: InvocationMode }): Promise<Invocation>;
  /** Those that live, in the order in which they were started. */
  readonly instances: readonly Instance[];
  /** Those that have a call now, by its request id. */
  readonly running: ReadonlyMap<string, Instance>;
  /** How many instances were started so far: each was a cold start for a caller. */
  readonly coldStarts: number;
  /** Figures of the calls that have ended, oldest first. */
  readonly reports: readonly InvocationReport[];
  /** The lines START, END, REPORT and INIT_REPORT of all calls, as in the log group of a function. */
  log(): string;
  /** Ends all instances. */
  close(): Promise<void>;
}
