import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from '../control/answer-control.ts';
import { answerCall } from './answer-call.ts';
import type { Front } from './front.ts';
import { readRequest } from './raw-request.ts';
import type { Answer } from './render-answer.ts';

const MAX_CALL_BYTES = 10 * 2 ** 20;
const MAX_CONTROL_BYTES = 512 * 2 ** 20;

/** Under it lies what tests and tools ask of the emulator itself. */
const CONTROL_PATH = '/_emulator/';

export interface RunningFront {
  /** `http://127.0.0.1:PORT` */
  url: string;
  stop(): Promise<void>;
}

/** Listens on loopback; port 0 takes a free one. */
export async function startFront(front: Front, { port }: { port: number }): Promise<RunningFront> {
  const server = createServer((request, response) => {
    // Whatever goes wrong here has lost its connection; there is nobody to tell.
    handle(front, request, response).catch(() => response.destroy());
  });
  // A client keeps its connections; a server that closes them first looks like a fault.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listening}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  front: Front,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const control = message.url?.startsWith(CONTROL_PATH) === true;
  const request = await readRequest(message, control ? MAX_CONTROL_BYTES : MAX_CALL_BYTES);
  if (request === null) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  if (control) {
    send(response, answerControl(front, request.path.slice(CONTROL_PATH.length), request));
    return;
  }
  const hungUp = new AbortController();
  response.once('close', () => hungUp.abort());
  const startedMs = front.systemNow();
  const { answer, reset, logged } = await answerCall(front, { request, signal: hungUp.signal });
  if (logged !== null) {
    logged.status = hungUp.signal.aborted ? null : answer.status;
    logged.durationMs = front.systemNow() - startedMs;
  }
  if (reset) cutOff(response, answer);
  else send(response, answer);
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response
    .writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) })
    .end(body);
}

/** Sends half of the body and closes the connection without a word. */
function cutOff(response: ServerResponse, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(Math.max(bytes.length, 1)) });
  response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}
