import {
  createMcpHandler,
  isLegacyRequest,
  type McpHttpHandler,
  type Server,
} from '@modelcontextprotocol/server';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { NotOfferedError } from '../catalog/not-offered-error.ts';
import { jsonRpcError, type HttpError } from '../http/json-rpc-error.ts';
import { refusals } from '../http/refusals.ts';
import { allowedListen } from './allowed-listen.ts';
import { requestStateCodec } from './request-state.ts';
import { createListenedTo } from './listened-to.ts';
import { createStatelessServer } from './stateless-server.ts';

export interface StatelessEndpointOptions {
  catalog: Catalog;
  logger: Logger;
  /** Signs what goes through clients between the rounds of a request; at least 32 bytes. */
  stateKeys: readonly [Uint8Array, ...Uint8Array[]];
  /** False where no answer stays open to tell of changes. */
  canListen: boolean;
  /** Somebody wants to hear of changes of this resource. */
  onSubscribed?: ((uri: string) => void) | undefined;
}

/** Answers requests of the protocol without sessions (2026-07-28) that arrive over HTTP. */
export interface StatelessEndpoint {
  /**
   * Whether a request speaks this protocol.
   *
   * @param body what was read and parsed of it; undefined where it has none.
   */
  isFor(request: Request, body: unknown): Promise<boolean>;
  handle(request: Request, body: unknown, caller: Caller): Promise<Response>;
  /** Calls that have come in and are not answered yet. */
  readonly runningCalls: number;
  /** Tells those who listen that a resource has changed. */
  resourceUpdated(uri: string): void;
  /** Whether somebody listens for changes of this resource. */
  isListenedTo(uri: string): boolean;
  /** Ends the streams of those who listen: they have no end of their own. */
  stopListening(): Promise<void>;
  /** Ends all calls and streams. */
  close(): Promise<void>;
}

export function createStatelessEndpoint(options: StatelessEndpointOptions): StatelessEndpoint {
  const { catalog, logger, onSubscribed = () => {} } = options;
  const wanted = createListenedTo();
  const states = requestStateCodec(options.stateKeys);
  const running = new Set<symbol>();
  const [calls, listeners] = [handler(), handler()];
  return {
    async isFor(request, body) {
      // A POST without JSON has been read by now, and says nothing of its protocol.
      if (body === undefined && request.method === 'POST') return false;
      return !(await isLegacyRequest(request, body));
    },
    async handle(request, given, caller) {
      if (!options.canListen && listens(given)) return jsonRpcError(noListening(given));
      const body = listens(given) ? allowedListen(given, (uri) => mayRead(uri, caller)) : given;
      const response = await (listens(body) ? listeners : calls).fetch(request, {
        ...(body !== undefined && { parsedBody: body }),
        // The SDK hands this on as it is; the subject is what a request's state is bound to.
        authInfo: { token: '', clientId: caller.subject, scopes: [], extra: { caller } },
      });
      if (!listens(body) || !response.ok) return response;
      const { held, uris } = wanted.hold(response, body);
      uris.forEach(onSubscribed);
      return held;
    },
    get runningCalls() {
      return running.size;
    },
    resourceUpdated: (uri) => listeners.notify.resourceUpdated(uri),
    isListenedTo: (uri) => wanted.has(uri),
    stopListening: () => listeners.close(),
    async close() {
      await Promise.all([calls.close(), listeners.close()]);
    },
  };

  function mayRead(uri: string, caller: Caller): boolean {
    try {
      catalog.checkResource(uri, caller);
      return true;
    } catch (error) {
      if (error instanceof NotOfferedError) return false;
      throw error;
    }
  }

  function handler(): McpHttpHandler {
    return createMcpHandler(({ authInfo }) => serverFor(authInfo?.extra?.['caller'] as Caller), {
      legacy: 'reject',
      // Names alone: messages may quote what a client has sent.
      onerror: ({ name }) => logger.debug({ type: name }, 'refused by the protocol'),
    });
  }

  function serverFor(caller: Caller): Server {
    const call = Symbol('call');
    return createStatelessServer({
      catalog,
      logger,
      caller,
      states,
      canListen: options.canListen,
      observer: { began: () => running.add(call), ended: () => running.delete(call) },
    });
  }
}

function listens(body: unknown): body is { method: string; id?: unknown } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'method' in body &&
    body.method === 'subscriptions/listen'
  );
}

function noListening({ id }: { id?: unknown }): HttpError {
  const isId = typeof id === 'string' || typeof id === 'number';
  return isId ? { ...refusals.noListening, id } : refusals.noListening;
}
