import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js';
import type { Logger } from 'pino';

import type { Access } from '../access/access.ts';
import type { Caller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { StatelessEndpoint } from '../protocol/stateless-endpoint.ts';
import type { RequestFacts } from '../operation/request-facts.ts';
import type { SessionRegistry } from '../sessions/session-registry.ts';
import { createSession, type Session } from '../sessions/session.ts';
import { cancelledRequestId } from './cancelled-request-id.ts';
import { describeMessage, type MessageDescription } from './describe-message.ts';
import { jsonRpcError } from './json-rpc-error.ts';
import { refusals } from './refusals.ts';
import { readBody } from './read-body.ts';
import { resumeStream } from './resume-stream.ts';
import { whenBodyEnds } from './when-body-ends.ts';

export interface McpEndpointOptions {
  sessions: SessionRegistry;
  catalog: Catalog;
  /** Answers the protocol without sessions. */
  stateless: StatelessEndpoint;
  logger: Logger;
  maxBodyBytes: number;
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

/** Answers the requests of one MCP endpoint: finds or opens the session, then lets the SDK speak. */
export function mcpEndpoint(
  options: McpEndpointOptions,
): (request: Request, caller: Caller) => Promise<McpAnswer> {
  const { sessions, maxBodyBytes } = options;

  return async (request, caller) => {
    switch (request.method) {
      case 'POST':
        return post(request, caller);
      case 'GET':
        return get(request);
      case 'DELETE':
        return endSession(request);
      default:
        return { response: jsonRpcError(refusals.methodNotAllowed), facts: {} };
    }
  };

  async function post(request: Request, caller: Caller): Promise<McpAnswer> {
    const text = await readBody(request, maxBodyBytes);
    if (text === null)
      return { response: jsonRpcError(refusals.tooLarge(maxBodyBytes)), facts: {} };
    const body = parsedJson(text);
    if (body === undefined) return { response: jsonRpcError(refusals.notJson), facts: {} };
    const message = describeMessage(body);
    if (options.isDraining() && message.rpc !== 'response') {
      return { response: jsonRpcError(refusals.shuttingDown), facts: message };
    }
    const refusal = options.refuseScope(caller, body, request);
    if (refusal !== null) return { response: refusal, facts: { ...message, refused: 'scope' } };
    if (await options.stateless.isFor(request, body)) {
      const response = await options.stateless.handle(request, body, caller);
      return { response, facts: message };
    }
    if (!request.headers.has(sessionHeader)) return open(request, caller, { body, facts: message });
    const session = findSession(request);
    if (session === null) return { response: jsonRpcError(refusals.sessionOver), facts: message };
    const response = await session.handle(request, body);
    const cancelled = cancelledRequestId(body);
    if (cancelled !== null) await session.endCancelled(cancelled);
    return { response, facts: { ...message, session: session.shortId } };
  }

  async function open(
    request: Request,
    caller: Caller,
    { body, facts }: { body: unknown; facts: MessageDescription },
  ): Promise<McpAnswer> {
    if (facts.rpc !== 'initialize')
      return { response: jsonRpcError(refusals.sessionMissing), facts };
    if (!isInitializeRequest(body))
      return { response: jsonRpcError(refusals.initializeIncomplete), facts };
    if (!sessions.hasRoom()) return { response: jsonRpcError(refusals.full), facts };
    const session = await createSession({
      catalog: options.catalog,
      caller,
      logger: options.logger,
      onOpened: (opened) => sessions.add(opened),
      onClosed: (closed) => sessions.remove(closed),
    });
    const response = await session.handle(request, body);
    if (!response.ok) await session.close();
    return { response, facts: { ...facts, session: session.shortId } };
  }

  async function get(request: Request): Promise<McpAnswer> {
    const session = findSession(request);
    if (session === null) return { response: missingOrOver(request), facts: {} };
    const facts = { session: session.shortId };
    const response = await resumeStream(session, request);
    if (response.body === null || !response.ok) return { response, facts };
    return { response: whenBodyEnds(response, sessions.hold(session)), facts };
  }

  async function endSession(request: Request): Promise<McpAnswer> {
    const session = findSession(request);
    if (session === null) return { response: missingOrOver(request), facts: {} };
    const response = await session.handle(request);
    return { response, facts: { session: session.shortId } };
  }

  function findSession(request: Request): Session | null {
    return sessions.find(request.headers.get(sessionHeader) ?? '');
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function missingOrOver(request: Request): Response {
  const isMissing = !request.headers.has(sessionHeader);
  return jsonRpcError(isMissing ? refusals.sessionMissing : refusals.sessionOver);
}
