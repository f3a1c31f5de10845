import { createHash, randomUUID } from 'node:crypto';

import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { RequestId } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { createSessionServer } from '../protocol/session-server.ts';
import { cancelledCode, createEventLog, type EventLog } from './event-log.ts';

/** One client's conversation over HTTP, with a server and a transport of its own. */
export interface Session {
  /** Names the session to its client and is as good as a key: logs show `shortId` only. */
  id: string;
  shortId: string;
  events: EventLog;
  /** Calls that run now. */
  running: ReadonlySet<RequestId>;
  /** Lets the SDK answer; `body` is the parsed body of a POST. */
  handle(request: Request, body?: unknown): Promise<Response>;
  /** Ends the response to a call that its client has cancelled. */
  endCancelled(requestId: RequestId): Promise<void>;
  /** Aborts what runs and ends all streams. */
  close(): Promise<void>;
}

export interface SessionOptions {
  catalog: Catalog;
  caller: Caller;
  logger: Logger;
  /** The client has initialized: from now on it sends the id. */
  onOpened: (session: Session) => void;
  onClosed: (session: Session) => void;
}

/** Makes the session that an `initialize` request is about to open. */
export async function createSession(options: SessionOptions): Promise<Session> {
  const id = randomUUID();
  const shortId = createHash('sha256').update(id).digest('hex').slice(0, 8);
  const events = createEventLog();
  const running = new Set<RequestId>();
  const server = createSessionServer({
    catalog: options.catalog,
    caller: options.caller,
    logger: options.logger.child({ session: shortId }),
    observer: {
      began: (requestId) => running.add(requestId),
      ended: (requestId) => running.delete(requestId),
    },
  });
  const transport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: () => id,
    eventStore: events,
    onsessioninitialized: () => options.onOpened(session),
  });
  const session: Session = {
    id,
    shortId,
    events,
    running,
    handle: (request, body) =>
      transport.handleRequest(request, body === undefined ? {} : { parsedBody: body }),
    async endCancelled(requestId) {
      // The SDK answers a cancelled request with nothing at all and would keep its stream open for
      // ever. The stream goes first, so that the response only reaches the event log, as its end.
      transport.closeSSEStream(requestId);
      const error = { code: cancelledCode, message: 'Cancelled' };
      await transport.send({ jsonrpc: '2.0', id: requestId, error }).catch(ignoreEnded);
    },
    close: () => server.close(),
  };
  server.server.onclose = () => options.onClosed(session);
  await server.connect(transport);
  return session;
}

/** The call had ended before it was cancelled: there is no stream to end. */
function ignoreEnded(): void {}
