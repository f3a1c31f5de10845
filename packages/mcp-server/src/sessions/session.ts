import type {
  JSONRPCMessage,
  JSONRPCNotification,
  JSONRPCRequest,
  JSONRPCResponse,
} from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { cancelledRequestId } from './cancelled-request-id.ts';
import { createSessionServer } from '../protocol/session-server.ts';
import type { Incoming } from './incoming.ts';
import { createMailReader } from './mail-reader.ts';
import type { MailSender } from './mail-sender.ts';
import { createPostAnswer, type CallAnswer, type PostAnswer } from './post-answer.ts';
import type { RunningStreams } from './running-streams.ts';
import type { SessionFacts, SessionIds } from './session-id.ts';
import type { SessionSettings } from './session-options.ts';
import type { Mail, SessionStore, StoredSession } from './session-store.ts';
import { createSessionTransport } from './session-transport.ts';
import { openStreamLog, unkeptStreamLog } from './stream-log.ts';
import { problemOf } from './store-failure.ts';
import { storedState } from './stored-state.ts';

/** A session as this instance keeps it in memory: a server of the SDK, which knows one client. */
export interface Session {
  facts: SessionFacts;
  /** Calls that run here now. */
  readonly running: number;
  /** Answers the messages of one POST. `stored` was just read. */
  handle(incoming: Incoming, from: { caller: Caller; stored: StoredSession }): Promise<Response>;
  /** Ends what runs here, with an error as its answer. */
  close(): Promise<void>;
}

/** What all sessions of an app have in common. */
export interface SessionSurroundings {
  catalog: Catalog;
  store: SessionStore;
  ids: SessionIds;
  mail: MailSender;
  running: RunningStreams;
  settings: SessionSettings;
  logger: Logger;
  /** Marks the questions of one session in memory, so that no other takes their answers for its own. */
  newNonce: () => string;
  /** A message to the client that belongs to no call of its. */
  onUnrelated: (session: string, message: JSONRPCMessage) => void;
  onSubscribed: (uri: string) => Promise<void>;
}

export interface NewSessionOptions {
  facts: SessionFacts;
  caller: Caller;
  surroundings: SessionSurroundings;
  /** Another instance, or an earlier time, has ended the session. */
  onEnded: (session: Session) => void;
}

const firstVersionWithEmptyEvents = '2025-11-25';

/** Makes the session that this `initialize` opens, and its answer. */
export async function openSession(
  request: JSONRPCRequest,
  { id, ...options }: NewSessionOptions & { id: string },
): Promise<{ session: Session; response: Response }> {
  const { caller, facts, surroundings } = options;
  const { session, transport } = await connect(options);
  const answer = createPostAnswer({
    ...surroundings.settings,
    count: 1,
    isBatch: false,
    isAlwaysStream: true,
    headers: { 'Mcp-Session-Id': id },
    openLog: () => unkeptStreamLog(surroundings.ids, facts),
    canTakeEmptyEvents: false,
    heartbeatMs: null,
  });
  transport.request(request, { answer, caller });
  return { session, response: await answer.response };
}

/** Makes a session anew of which only the id is known: the SDK hears once more what its client has said. */
export async function rebuildSession(options: NewSessionOptions): Promise<Session> {
  const { session, transport } = await connect(options);
  const { protocolVersion, client } = options.facts;
  const { capabilities, ...clientInfo } = client;
  const params = { protocolVersion, capabilities, clientInfo };
  const initialized = Promise.withResolvers<void>();
  const answer: CallAnswer = {
    async tell() {},
    respond: async () => initialized.resolve(),
    async drop() {},
    async closeStream() {},
  };
  const request: JSONRPCRequest = { jsonrpc: '2.0', id: 0, method: 'initialize', params };
  transport.request(request, { answer, caller: options.caller });
  await initialized.promise;
  transport.notify({ jsonrpc: '2.0', method: 'notifications/initialized' });
  return session;
}

async function connect(options: NewSessionOptions) {
  const { facts, caller, surroundings, onEnded } = options;
  const { catalog, store, ids, mail, running, settings } = surroundings;
  const logger = surroundings.logger.child({ session: facts.name });
  const transport = createSessionTransport({
    sessionId: facts.name,
    nonce: surroundings.newNonce(),
    onUnrelated: (message) => surroundings.onUnrelated(facts.name, message),
  });
  const state = storedState({ store, facts, onSubscribed: surroundings.onSubscribed });
  const canSubscribe = settings.canStream;
  const server = createSessionServer({ catalog, caller, logger, state, canSubscribe });
  // Told when the session was opened; a session that is made anew says it once more.
  server.server.oninitialized = () => {};
  const inbox = createMailReader({
    store,
    session: facts.name,
    isBusy: () => transport.running > 0,
    onMail,
    onFailed: (error) => logger.error(problemOf(error), 'the session store failed'),
    pollMs: settings.pollMs,
  });
  const session: Session = {
    facts,
    get running() {
      return transport.running;
    },
    async handle(incoming, { caller: from, stored }) {
      state.refresh(stored);
      const { requests, notifications, responses } = incoming;
      await Promise.all(responses.map(handOver));
      await Promise.all(notifications.map(notify));
      if (requests.length === 0) return new Response(null, { status: 202 });
      const answer = answerTo(incoming);
      for (const request of requests) transport.request(request, { answer, caller: from });
      inbox.wake();
      return answer.response;
    },
    async close() {
      inbox.close();
      // Where nothing runs there is nothing to end, and the SDK's way to say so takes its time.
      if (transport.running > 0) await server.close();
    },
  };
  await server.connect(transport);
  return { session, transport };

  function answerTo({ requests, isBatch }: Incoming): PostAnswer {
    const requestIds = requests.map(({ id }) => id);
    const log = { store, ids, facts, running, logger, ...settings };
    return createPostAnswer({
      ...settings,
      count: requests.length,
      isBatch,
      isAlwaysStream: false,
      headers: {},
      openLog: settings.canStream ? () => openStreamLog(requestIds, log) : null,
      canTakeEmptyEvents: facts.protocolVersion >= firstVersionWithEmptyEvents,
      heartbeatMs: store.isShared ? settings.heartbeatMs : null,
    });
  }

  async function notify(notification: JSONRPCNotification): Promise<void> {
    const requestId = cancelledRequestId(notification);
    if (requestId === null) transport.notify(notification);
    else if (!transport.cancel(requestId)) await mail.cancelled(facts.name, requestId);
  }

  async function handOver(response: JSONRPCResponse): Promise<void> {
    if (!transport.answered(response)) await mail.answered(facts.name, response);
  }

  function onMail(message: Mail): void {
    if (message.kind === 'cancelled') transport.cancel(message.requestId);
    else if (message.kind === 'answer') transport.answered(JSON.parse(message.json));
    else onEnded(session);
  }
}
