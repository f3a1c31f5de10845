import { setTimeout as wait } from 'node:timers/promises';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type {
  FetchLike,
  Transport,
  TransportSendOptions,
} from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage, type RequestId } from '@modelcontextprotocol/sdk/types.js';
import { watchEnd } from './watch-end.ts';

export interface TransportOptions {
  url: URL;
  /** Sent as `x-api-key`. */
  apiKey: string | undefined;
}

/** A Streamable HTTP transport on which every request is answered, if only by `connectionLost`. */
export type AnsweringTransport = Transport &
  Pick<StreamableHTTPClientTransport, 'terminateSession'>;

/** `data` of the error that stands in for an answer which can no longer come. */
export const connectionLost = 'connection-lost';

const settleMs = 100;
const longestFarewellMs = 1000;

/**
 * The SDK's transport leaves a request pending until its timeout when the stream ends without the
 * answer and cannot be resumed, as when a server is restarted in the middle of a call. This one
 * answers such a request with an error at once.
 */
export function createAnsweringTransport({ url, apiKey }: TransportOptions): AnsweringTransport {
  const waiting = new Map<RequestId, { resumable: boolean; streamEnded: boolean }>();
  const untold = new Set<Promise<void>>();
  const inner = new StreamableHTTPClientTransport(url, {
    fetch: watchedFetch,
    requestInit: apiKey === undefined ? {} : { headers: { 'x-api-key': apiKey } },
  });
  const outer: AnsweringTransport = {
    start: () => inner.start(),
    async close() {
      // That a call is cancelled must reach the server: the query that runs for it costs money.
      await Promise.race([
        Promise.allSettled(untold),
        wait(longestFarewellMs, null, { ref: false }),
      ]);
      await inner.close();
    },
    terminateSession: () => inner.terminateSession(),
    setProtocolVersion: (version) => inner.setProtocolVersion(version),
    get sessionId() {
      return inner.sessionId;
    },
    async send(message, options) {
      const id = requestId(message);
      if (id === null) return tell(inner.send(message, sendOptions(options)));
      const request = { resumable: false, streamEnded: false };
      waiting.set(id, request);
      await inner
        .send(
          message,
          sendOptions({ ...options, onresumptiontoken: () => (request.resumable = true) }),
        )
        .catch((error: unknown) => {
          waiting.delete(id);
          throw error;
        });
    },
  };
  inner.onclose = () => outer.onclose?.();
  inner.onmessage = (message) => {
    if ('id' in message && !('method' in message) && message.id !== undefined) {
      waiting.delete(message.id);
    }
    outer.onmessage?.(message);
  };
  inner.onerror = (error) => {
    if (error.message.startsWith('Maximum reconnection attempts')) giveUpEnded();
    outer.onerror?.(error);
  };
  return outer;

  async function tell(sending: Promise<void>): Promise<void> {
    untold.add(sending);
    try {
      await sending;
    } finally {
      untold.delete(sending);
    }
  }

  async function watchedFetch(...[target, init]: Parameters<FetchLike>): Promise<Response> {
    const response = await fetch(target, init);
    if (init?.method === 'GET' && new Headers(init.headers).has('last-event-id')) {
      // Anything but a stream means: there is nothing to resume.
      if (response.status !== 200) giveUpEnded();
      return response;
    }
    const id = init?.method === 'POST' ? requestId(JSON.parse(init.body as string)) : null;
    if (id === null || !response.ok || response.body === null) return response;
    return watchEnd(response, () => streamEnded(id));
  }

  function streamEnded(id: RequestId): void {
    const request = waiting.get(id);
    if (request === undefined) return;
    request.streamEnded = true;
    // The answer may have arrived and still be on its way through the stream parsers.
    setTimeout(() => {
      if (!request.resumable && waiting.has(id)) giveUp(id);
    }, settleMs);
  }

  function giveUpEnded(): void {
    for (const [id, request] of waiting) if (request.streamEnded) giveUp(id);
  }

  function giveUp(id: RequestId): void {
    waiting.delete(id);
    const message = 'the connection ended before the answer came';
    const error = { code: ErrorCode.ConnectionClosed, message, data: connectionLost };
    outer.onmessage?.({ jsonrpc: '2.0', id, error });
  }
}

/** The SDK's two types of the same options differ in whether they may be undefined. */
function sendOptions(
  options: TransportSendOptions | undefined,
): Parameters<StreamableHTTPClientTransport['send']>[1] {
  return options as Parameters<StreamableHTTPClientTransport['send']>[1];
}

function requestId(message: JSONRPCMessage): RequestId | null {
  return 'method' in message && 'id' in message ? message.id : null;
}
