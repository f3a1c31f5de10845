import { Writable } from 'node:stream';

import { functionUrlEvent, type SampleRequest } from './events/sample-events.testing.ts';
import type { InvocationContext } from './invocation.ts';
import type { LambdaRuntime } from './runtime.ts';

/** What a stream has sent, as Lambda takes it apart. */
export interface TestStream {
  /** To be handed to a handler. */
  readonly stream: Writable;
  /** Status, headers and cookies; `undefined` until they were sent. */
  readonly head:
    | { statusCode: number; headers: Record<string, string>; cookies: string[] }
    | undefined;
  /** What came after the head, one element a piece. */
  readonly pieces: readonly Buffer[];
  readonly text: string;
  readonly isEnded: boolean;
  /** Most bytes that waited to be sent at a time. */
  readonly mostWaitingBytes: number;
}

/** A response stream, each piece of which takes so long to be sent. Default no time. */
export function testStream({ takeMs = 0 }: { takeMs?: number } = {}): TestStream {
  const sent: Buffer[] = [];
  let mostWaitingBytes = 0;
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      mostWaitingBytes = Math.max(mostWaitingBytes, stream.writableLength);
      sent.push(chunk);
      if (takeMs === 0) done();
      else setTimeout(done, takeMs);
    },
  });
  const pieces = (): Buffer[] => sent.slice(2).filter((chunk) => chunk.byteLength > 0);
  return {
    stream,
    get head() {
      const [head, delimiter] = sent;
      if (head === undefined || !delimiter?.equals(Buffer.alloc(8))) return undefined;
      return JSON.parse(head.toString()) as NonNullable<TestStream['head']>;
    },
    get pieces() {
      return pieces();
    },
    get text() {
      return Buffer.concat(pieces()).toString();
    },
    get isEnded() {
      return stream.writableEnded;
    },
    get mostWaitingBytes() {
      return mostWaitingBytes;
    },
  };
}

/** What aws-lambda-ric 4.0.2 puts into `globalThis.awslambda`: the head goes before what is written first. */
export const testRuntime: LambdaRuntime = {
  streamifyResponse: (handler) => handler,
  HttpResponseStream: {
    from(stream, head) {
      const { write } = stream;
      stream.write = (chunk) => {
        stream.write = write;
        write.call(stream, JSON.stringify(head));
        write.call(stream, new Uint8Array(8));
        return write.call(stream, chunk);
      };
      return stream;
    },
  },
};

/** An invocation that may take this long yet. */
export function testContext({
  requestId = 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  leftMs = 60_000,
} = {}): InvocationContext {
  const endMs = performance.now() + leftMs;
  return {
    awsRequestId: requestId,
    getRemainingTimeInMillis: () => endMs - performance.now(),
  };
}

const initializeParams = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'test', version: '1.0.0' },
};

/** What a client POSTs to `/mcp`, ready for any kind of event. */
export function messageOf(
  message: object,
  { headers = {}, ...others }: SampleRequest = {},
): SampleRequest {
  return {
    ...others,
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  };
}

export const initialize: SampleRequest = messageOf({
  id: 1,
  method: 'initialize',
  params: initializeParams,
});

/** A function URL's event of somebody who has signed. */
export function signedEvent(sample: SampleRequest = initialize) {
  const userArn = 'arn:aws:iam::123456789012:user/ana';
  return functionUrlEvent({ ...sample, authorizer: { iam: { userArn } } });
}
