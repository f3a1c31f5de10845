import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { reportedError, type ReportedError } from './reported-error.ts';

const version = '/2018-06-01/runtime';
/** Trailers count as headers, and the stack of a failure comes in one. */
const maxTrailerBytes = 1024 * 1024;

/** A call, as the runtime client of an instance gets it. */
export interface NextCall {
  requestId: string;
  /** Milliseconds since 1970. */
  deadlineMs: number;
  functionArn: string;
  traceId: string;
  /** JSON text. */
  event: string;
}

/** The response of a runtime client to a call, which may still be being written. */
export interface RuntimeResponse {
  requestId: string;
  isStreaming: boolean;
  contentType: string;
  body: IncomingMessage;
  /** The failure that the trailers tell of; known when `body` has ended. */
  trailingError(): ReportedError | null;
}

/** What the Runtime API of one instance tells. */
export interface RuntimeListener {
  /** The client waits for a call: it has started, or has done with the one before. */
  next(): void;
  /** The module or the handler could not be loaded. */
  initFailed(error: ReportedError): void;
  /** Resolves with false when the response is larger than it may be. */
  responded(response: RuntimeResponse): Promise<boolean>;
  /** The handler failed before it responded. */
  failed(requestId: string, error: ReportedError): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:PORT`, the value of AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands a call to the client that waits for one. */
  call(call: NextCall): void;
  close(): Promise<void>;
}

/**
 * The HTTP interface between Lambda and one instance.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function startRuntimeApi(listener: RuntimeListener): Promise<RuntimeApi> {
  let waiting: ServerResponse | null = null;
  const server = createServer({ maxHeaderSize: maxTrailerBytes }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
  // A client that streams opens its connection long before it first writes, and waits for the next
  // call as long as nobody calls: Node's own limits would hang up on it, and that ends the client.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.headersTimeout = 0;
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    call(call) {
      if (waiting === null) throw new Error('The runtime client does not wait for a call.');
      waiting.writeHead(200, callHeaders(call)).end(call.event);
      waiting = null;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path === `${version}/invocation/next`) {
      waiting = response;
      listener.next();
      return;
    }
    if (path === `${version}/init/error`) {
      listener.initFailed(reportedError(await buffer(request)));
      reply(response, 202);
      return;
    }
    const [, requestId, kind] = /\/invocation\/([^/]+)\/(response|error)$/u.exec(path) ?? [];
    if (requestId === undefined) reply(response, 404);
    else if (kind === 'error') {
      listener.failed(requestId, reportedError(await buffer(request)));
      reply(response, 202);
    } else {
      const isAccepted = await listener.responded(runtimeResponse(requestId, request));
      reply(response, isAccepted ? 202 : 413);
    }
  }
}

function callHeaders(call: NextCall): Record<string, string> {
  return {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(call.event)),
    'lambda-runtime-aws-request-id': call.requestId,
    'lambda-runtime-deadline-ms': String(call.deadlineMs),
    'lambda-runtime-invoked-function-arn': call.functionArn,
    'lambda-runtime-trace-id': call.traceId,
  };
}

function runtimeResponse(requestId: string, request: IncomingMessage): RuntimeResponse {
  return {
    requestId,
    isStreaming: request.headers['lambda-runtime-function-response-mode'] === 'streaming',
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    body: request,
    trailingError() {
      const text = request.trailers['lambda-runtime-function-error-body'];
      const type = request.trailers['lambda-runtime-function-error-type'];
      if (text === undefined && type === undefined) return null;
      return reportedError(Buffer.from(text ?? '', 'base64'));
    },
  };
}

const statusTexts = {
  202: { status: 'OK' },
  404: { errorType: 'NotFound', errorMessage: 'No such path in the Runtime API.' },
  413: {
    errorType: 'RequestEntityTooLarge',
    errorMessage: 'Exceeded maximum allowed payload size.',
  },
};

function reply(response: ServerResponse, status: keyof typeof statusTexts): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(statusTexts[status]));
}
