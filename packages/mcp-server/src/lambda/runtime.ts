import type { InvocationContext } from './invocation.ts';

/** What a handler writes its answer into; what Node calls Writable, but for what the runtime leaves out. */
export interface ResponseStream {
  /** False when more waits to be sent than is good: 'drain' tells when to go on. */
  write(chunk: Uint8Array | string): boolean;
  /** Nothing more follows. */
  end(): void;
  /** As every emitter of Node's. */
  on(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
  /** As every emitter of Node's. */
  off(event: 'drain' | 'error' | 'close', listener: (error?: unknown) => void): unknown;
}

/** A handler whose answer is sent as it is written. */
export type StreamingHandler = (
  event: unknown,
  responseStream: ResponseStream,
  context: InvocationContext,
) => Promise<void>;

/** What the managed runtime puts into `globalThis.awslambda` before it loads a handler. */
export interface LambdaRuntime {
  streamifyResponse(handler: StreamingHandler): StreamingHandler;
  HttpResponseStream: {
    /** The same stream, which sends these facts before the first thing that is written. */
    from(stream: ResponseStream, head: object): ResponseStream;
  };
}

/** `null` where the module was loaded by anything but the runtime of Lambda. */
export function lambdaRuntime(): LambdaRuntime | null {
  const { awslambda } = globalThis as unknown as { awslambda?: Partial<LambdaRuntime> };
  return awslambda?.streamifyResponse === undefined ? null : (awslambda as LambdaRuntime);
}
