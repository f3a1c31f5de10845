import { randomUUID } from 'node:crypto';

import type {
  FunctionError,
  Invocation,
  InvocationMode,
  LambdaFunction,
} from '../function/lambda-function.ts';
import { createPayload } from '../function/payload.ts';
import { ResponseCutError } from '../function/response-cut-error.ts';

/** What a function of a test does with an event: writes and returns, or throws. */
export type Program = (
  event: never,
  output: {
    mode: InvocationMode;
    /** Metadata of the response and the delimiter. */
    head(metadata: object): void;
    write(chunk: string | Buffer): Promise<void>;
    /** The response as `bufferedHandler` functions return it. */
    result(value: unknown): void;
  },
) => Promise<void>;

export interface InMemoryFunction extends LambdaFunction {
  /** Events of the calls so far. */
  readonly events: unknown[];
  /** Settles when the last call has ended, whoever may have read it. */
  lastCall(): Promise<unknown>;
}

/** A function without instances: `program` runs in the process of the test. */
export function inMemoryFunction(program: Program): InMemoryFunction {
  const events: unknown[] = [];
  let lastCall: Promise<unknown> = Promise.resolve();
  return {
    arn: 'arn:aws:lambda:us-east-1:123456789012:function:in-memory',
    functionName: 'in-memory',
    instances: [],
    running: new Map(),
    coldStarts: 0,
    reports: [],
    events,
    lastCall: () => lastCall,
    log: () => '',
    close: async () => {},
    async invoke(event, { mode }) {
      // Through JSON, as everything that reaches a function.
      const copy = JSON.parse(JSON.stringify(event)) as never;
      events.push(copy);
      const payload = createPayload();
      const begun = Promise.withResolvers<Invocation>();
      const contentType =
        mode === 'streaming'
          ? 'application/vnd.awslambda.http-integration-response'
          : 'application/json';
      const begin = (functionError: FunctionError | null): void =>
        begun.resolve({
          requestId: randomUUID(),
          instance: { name: 'in-memory', pid: process.pid } as Invocation['instance'],
          functionError,
          contentType,
          payload: payload.stream,
          completed: lastCall as never,
        });
      const write = (chunk: string | Buffer): Promise<void> => {
        begin(null);
        return payload.write(Buffer.from(chunk)) ?? Promise.resolve();
      };
      let hasWritten = false;
      const running = program(copy, {
        mode,
        head(metadata) {
          hasWritten = true;
          void write(`${JSON.stringify(metadata)}\0\0\0\0\0\0\0\0`);
        },
        write(chunk) {
          hasWritten = true;
          return write(chunk);
        },
        result(value) {
          hasWritten = true;
          void write(JSON.stringify(value));
        },
      });
      lastCall = finish(running);
      return begun.promise;

      async function finish(call: Promise<void>): Promise<void> {
        try {
          await call;
          begin(null);
          payload.end();
        } catch (error) {
          const { name, message } = error as Error;
          const failure = { errorType: name, errorMessage: message };
          if (hasWritten) return payload.fail(new ResponseCutError(failure));
          void payload.write(Buffer.from(JSON.stringify(failure)));
          payload.end();
          begin(failure);
        }
      }
    },
  };
}
