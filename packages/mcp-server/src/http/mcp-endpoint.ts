import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Access } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import { faultOf } from '../catalog/fault-of.ts';
import type { RequestFacts } from '../operation/request-facts.ts';
import type { StatelessEndpoint } from '../protocol/stateless-endpoint.ts';
import { cancelledRequestId } from '../sessions/cancelled-request-id.ts';
import { readIncoming, type Incoming } from '../sessions/incoming.ts';
import type { FoundSession, SessionRefusal, Sessions } from '../sessions/sessions.ts';
import { checkPost, checkVersion } from './check-post.ts';
import { describeMessage } from './describe-message.ts';
import { jsonRpcError, type HttpError } from './json-rpc-error.ts';
import { readBody } from './read-body.ts';
import { refusals } from './refusals.ts';

export interface McpEndpointOptions {
  sessions: Sessions;
  /** Answers the protocol without sessions. */
  stateless: StatelessEndpoint;
  logger: Logger;
  maxBodyBytes: number;
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
const maxBatch = 100;

/** Answers the requests of one MCP endpoint, of both families of protocol versions. */
export function mcpEndpoint(
  options: McpEndpointOptions,
): (request: Request, caller: Caller) => Promise<McpAnswer> {
  const { sessions, stateless, maxBodyBytes } = options;

  return async (request, caller) => {
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

  async function post(request: Request, caller: Caller): Promise<McpAnswer> {
    const text = await readBody(request, maxBodyBytes);
    if (text === null) return refuse(refusals.tooLarge(maxBodyBytes), { refused: 'size' });
    const body = parsedJson(text);
    if (body === undefined) return refuse(refusals.notJson, { refused: 'malformed' });
    const facts: RequestFacts = describeMessage(body);
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
    if (Array.isArray(body) && body.length > maxBatch) {
      return refuse(refusals.batchTooLong(maxBatch), { refused: 'size' });
    }
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
    const found = await find(request, caller);
    if (found === 'store-failed') return refuse(refusals.storeFailed);
    if (typeof found === 'string') {
      const isMissing = found === 'session-missing';
      const refusal = isMissing ? refusals.sessionMissing : refusals.sessionOver;
      return refuse(refusal, { refused: found });
    }
    const problem = checkVersion(request);
    const answer =
      problem === null ? await handle(found) : refuse(problem, { refused: 'malformed' });
    return { ...answer, facts: { ...answer.facts, session: found.facts.name } };
  }

  async function find(
    request: Request,
    caller: Caller,
  ): Promise<FoundSession | SessionRefusal | 'store-failed'> {
    try {
      return await sessions.find(request.headers.get(sessionHeader), caller);
    } catch (error) {
      options.logger.error({ fault: faultOf(error) }, 'the session store failed');
      return 'store-failed';
    }
  }
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

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
