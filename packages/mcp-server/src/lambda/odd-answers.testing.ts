import { setTimeout as wait } from 'node:timers/promises';

import { scopes } from '../access/caller.ts';
import type { App } from '../http.ts';
import { createLogger } from '../logger.ts';
import { bufferedHandlerOf } from './buffered-handler.ts';
import { createFrontDoor } from './front-door.ts';
import type { LambdaServer } from './lambda-server.ts';
import { lambdaRuntime } from './runtime.ts';
import { streamingHandlerOf } from './streaming-handler.ts';

/** Answers by path, for what an app of ours hardly ever does. */
const answers: Record<string, (query: URLSearchParams, request: Request) => Response> = {
  '/late': (query) =>
    streamOf(async function* () {
      await wait(Number(query.get('ms')));
      yield 'data: late\n\n';
    }),
  '/endless': () =>
    streamOf(async function* () {
      for (;;) {
        yield ': still here\n\n';
        await wait(200);
      }
    }),
  '/break-events': () =>
    streamOf(async function* () {
      yield 'data: {"jsonrpc":"2.0","method":"notifications/message"}\n\n';
      await wait(50);
      throw new Error('the disk is on fire');
    }),
  '/break-json': () =>
    streamOf(async function* () {
      yield '{"half":';
      await wait(50);
      throw new Error('the disk is on fire');
    }, 'application/json'),
  '/big': (query) => bytesOf(Number(query.get('bytes'))),
  '/echo': (_, request) =>
    new Response(request.body, {
      headers: { 'Content-Type': request.headers.get('content-type') ?? '', 'X-Name': 'caf\u00e9' },
    }),
  '/alive': () => new Response('alive', { headers: { 'Content-Type': 'text/plain' } }),
  '/cookies': () => {
    const headers = new Headers();
    headers.append('Set-Cookie', 'a=1');
    headers.append('Set-Cookie', 'b=2');
    return new Response(null, { status: 204, headers });
  },
};

function streamOf(parts: () => AsyncIterable<string>, type = 'text/event-stream'): Response {
  const body = ReadableStream.from(parts()).pipeThrough(new TextEncoderStream());
  return new Response(body, { headers: { 'Content-Type': type } });
}

/** Bytes that count up, in pieces that are made when they are taken. */
function bytesOf(total: number): Response {
  const piece = Uint8Array.from({ length: 64 * 1024 }, (_, index) => index % 251);
  let left = total;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      stream.enqueue(piece.slice(0, left));
      left -= Math.min(left, piece.byteLength);
      if (left === 0) stream.close();
    },
  });
  return new Response(body, { headers: { 'Content-Type': 'application/octet-stream' } });
}

const app = {
  fetch: async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    return answers[pathname]?.(searchParams, request) ?? new Response('', { status: 404 });
  },
} as App;
const logger = createLogger();
const server: LambdaServer = {
  frontDoor: { ...createFrontDoor(), callerOf: () => ({ subject: 'test', scopes }) },
  logger,
  basePath: '',
  app: async () => ({ app, logger, isLimitGiven: false, flushMetrics() {} }),
};
const runtime = lambdaRuntime();
if (runtime === null) throw new Error('Only the runtime client of Lambda loads this.');

export const handler = streamingHandlerOf(server, runtime);
export const bufferedHandler = bufferedHandlerOf(server);
