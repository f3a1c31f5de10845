import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Access } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import type { RateLimit } from '../access/limits/rate-limit.ts';
import type { RequestFacts } from '../operation/request-facts.ts';
import type { StatelessEndpoint } from '../protocol/stateless-endpoint.ts';
import { cancelledRequestId } from '../sessions/cancelled-request-id.ts';
import { readIncoming, type Incoming } from '../sessions/incoming.ts';
import type { FoundSession, SessionRefusal, Sessions } from '../sessions/sessions.ts';
import { problemOf, StoreFailure } from '../sessions/store-failure.ts';
import { checkPost, checkVersion } from './check-post.ts';
import { describeMessage } from './describe-message.ts';
import { jsonRpcError, type HttpError } from './json-rpc-error.ts';
import { readMessage, type MessageLimits } from './read-message.ts';
import { refusals } from './refusals.ts';

export interface McpEndpointOptions {
  sessions: Sessions;
  /** Answers the protocol without sessions. */
  stateless: StatelessEndpoint;
  logger: Logger;
  /** What of a request body is read. */
  message: MessageLimits;
  /** How much each caller may send. */
  rateLimit: RateLimit;
  /** False where a stream cannot outlive its request: GET answers 405. */
  canStream: boolean;
  /** Answers calls of tools that their caller may not call. */
  refuseScope: Access['refuseScope'];
  /** True once the server shuts down: calls that run may end, no new ones begin. */
  isDraining: () => boolean;
}

export interface McpAnswer {
  response: Response;
  /** What to log about the request. */
  facts: RequestFacts;
}

const sessionHeader = 'mcp-session-id';

/** Answers the requests of one MCP endpoint, of both families of protocol versions. */
export function mcpEndpoint(
  options: McpEndpointOptions,
): (request: Request, caller: Caller) => Promise<McpAnswer> {
  const { sessions, stateless } = options;

  return async (request, caller) => {
    const tooMany = await refuseRate(caller, 1);
    if (tooMany !== null) return tooMany;
    switch (request.method) {
      case 'POST':
        return post(request, caller);
      case 'GET':
        return options.canStream
          ? inSession(request, caller, (found) => get(request, found))
          : refuse(refusals.noStreams);
      case 'DELETE':
        return inSession(request, caller, async (found) => {
          await sessions.end(found);
          return { response: new Response(null, { status: 200 }), facts: {} };
        });
      default:
        return refuse(refusals.methodNotAllowed);
    }
  };

  async function refuseRate(caller: Caller, messages: number): Promise<McpAnswer | null> {
    const limited = await options.rateLimit(caller, messages);
    if (limited === null) return null;
    return refuse(refusals.tooMany(limited.retryAfterSeconds), { refused: 'rate' });
  }

  async function post(request: Request, caller: Caller): Promise<McpAnswer> {
    const read = await readMessage(request, options.message);
    if (!read.ok) return refuse(read.refusal, { refused: read.reason });
    const { body } = read;
    const facts: RequestFacts = describeMessage(body);
    if (Array.isArray(body) && body.length > 1) {
      const tooMany = await refuseRate(caller, body.length - 1);
      if (tooMany !== null) return tooMany;
    }
    if (options.isDraining() && startsWork(body)) {
      return refuse(refusals.shuttingDown, { ...facts, refused: 'draining' });
    }
    const refusal = options.refuseScope(caller, body, request);
    if (refusal !== null) return { response: refusal, facts: { ...facts, refused: 'scope' } };
    const mayBeStateless = !request.headers.has(sessionHeader) || namesVersion(body);
    if (mayBeStateless && (await stateless.isFor(request, body))) {
      return { response: await stateless.handle(request, body, caller), facts };
    }
    const answer = await postToSession(request, caller, body);
    return { response: answer.response, facts: { ...facts, ...answer.facts } };
  }

  async function postToSession(
    request: Request,
    caller: Caller,
    body: unknown,
  ): Promise<McpAnswer> {
    const problem = checkPost(request);
    if (problem !== null) return refuse(problem, { refused: 'malformed' });
    const isInitialize = describeMessage(body).rpc === 'initialize';
    if (isInitialize && !request.headers.has(sessionHeader)) return open(body, caller);
    const incoming = readIncoming(body);
    if (incoming === null) return refuse(refusals.notJsonRpc, { refused: 'malformed' });
    return inSession(request, caller, async (found) => {
      const wrong = isOpening(incoming);
      if (wrong !== null) return refuse(wrong, { refused: 'malformed' });
      const response = await sessions.handle(found, incoming, caller);
      if (response === null) return refuse(refusals.full, { refused: 'full' });
      return { response, facts: {} };
    });
  }

  async function open(body: unknown, caller: Caller): Promise<McpAnswer> {
    const message = readIncoming(body)?.requests[0];
    if (message === undefined || !isInitializeRequest(message)) {
      return refuse(refusals.initializeIncomplete, { refused: 'malformed' });
    }
    const opened = await sessions.open({ ...message }, caller);
    if (opened === null) return refuse(refusals.full, { refused: 'full' });
    return { response: opened.response, facts: { session: opened.name } };
  }

  async function get(request: Request, found: FoundSession): Promise<McpAnswer> {
    if (!(request.headers.get('accept') ?? '').includes('text/event-stream')) {
      return refuse(refusals.streamNotAccepted, { refused: 'malformed' });
    }
    const lastEventId = request.headers.get('last-event-id');
    if (lastEventId !== null && lastEventId !== '') {
      const response = await sessions.resume(found, lastEventId);
      if (response === null) return refuse(refusals.eventUnknown, { refused: 'malformed' });
      return { response, facts: {} };
    }
    const stream = sessions.listen(found);
    if (stream === 'taken') return refuse(refusals.streamTaken);
    if (stream === 'full') return refuse(refusals.full, { refused: 'full' });
    return { response: stream, facts: {} };
  }

  async function inSession(
    request: Request,
    caller: Caller,
    handle: (found: FoundSession) => Promise<McpAnswer>,
  ): Promise<McpAnswer> {
    let session: string | undefined;
    try {
      const found = await sessions.find(request.headers.get(sessionHeader), caller);
      if (typeof found === 'string') return refuse(refusalOf(found), { refused: found });
      session = found.facts.name;
      const problem = checkVersion(request);
      const answer =
        problem === null ? await handle(found) : refuse(problem, { refused: 'malformed' });
      return { ...answer, facts: { ...answer.facts, session } };
    } catch (error) {
      if (!(error instanceof StoreFailure)) throw error;
      options.logger.error({ session, ...problemOf(error) }, 'the session store failed');
      return refuse(refusals.storeFailed, session === undefined ? {} : { session });
    }
  }
}

/** A forged id, another's and one that is over are answered alike. */
function refusalOf(found: SessionRefusal): HttpError {
  return found === 'session-missing' ? refusals.sessionMissing : refusals.sessionOver;
}

function refuse(refusal: HttpError, facts: RequestFacts = {}): McpAnswer {
  return { response: jsonRpcError(refusal), facts };
}

/** An `initialize` where none may be. */
function isOpening({ requests, isBatch }: Incoming): HttpError | null {
  if (!requests.some(({ method }) => method === 'initialize')) return null;
  return isBatch ? refusals.initializeInBatch : refusals.alreadyOpen;
}

/** What only ends work or answers a question is heard to the last. */
function startsWork(body: unknown): boolean {
  return describeMessage(body).rpc !== 'response' && cancelledRequestId(body) === null;
}

/** As every message of the protocol without sessions does, and hardly any other. */
function namesVersion(body: unknown): boolean {
  const { params } = (body ?? {}) as { params?: { _meta?: Record<string, unknown> } | null };
  return params?._meta?.['io.modelcontextprotocol/protocolVersion'] !== undefined;
}
