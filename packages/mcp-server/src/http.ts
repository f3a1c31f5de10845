import { Hono, type MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';

import { refuseForeign } from './access/refuse-foreign.ts';
import { jsonRpcError } from './http/json-rpc-error.ts';
import { mcpEndpoint, type McpAnswer } from './http/mcp-endpoint.ts';
import { refusals } from './http/refusals.ts';
import { whenBodyEnds } from './http/when-body-ends.ts';
import { serverInfo } from './server-info.ts';
import {
  createSessionRegistry,
  defaultSessionLimits,
  type SessionLimits,
} from './sessions/session-registry.ts';
import { createCatalog, type CatalogOptions } from './catalog/catalog.ts';

/** Where the server answers, and what it takes. */
export interface AppOptions extends CatalogOptions {
  logger: Logger;
  /** Paths of the MCP endpoint. Default `/mcp` and, as behind a stage of API Gateway, `/prod/mcp`. */
  paths?: readonly string[] | undefined;
  /** Longest request body, in bytes. Default 4 MiB. */
  maxBodyBytes?: number | undefined;
  sessionLimits?: SessionLimits | undefined;
  /** Host names to be reached by, besides those of loopback. */
  allowedHosts?: readonly string[] | undefined;
  /** Host names of web pages that may call, besides those of loopback. */
  allowedOrigins?: readonly string[] | undefined;
  /** Milliseconds on a clock that only goes forward. Default `performance.now`. */
  nowMs?: (() => number) | undefined;
}

/**
 * The server as a function from web-standard `Request` to `Response`, whatever runs it.
 *
 * @example
 * const answer = (app: App) => app.fetch(new Request('http://localhost/healthz'));
 */
export interface App {
  /** Answers one request; never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Ends idle sessions; call it now and then. */
  sweep(): void;
  readonly sessionCount: number;
  /** Lets calls that run end, for at most `graceMs` milliseconds, then ends all sessions. */
  close(graceMs: number): Promise<void>;
}

type Bindings = { Variables: { facts: McpAnswer['facts'] } };

const defaultPaths = ['/mcp', '/prod/mcp'];
const defaultMaxBodyBytes = 4 * 1024 * 1024;

/**
 * Makes the HTTP side of the server.
 *
 * @example
 * ```ts
 * import { filesSource } from '@bedrock-spend/core/files';
 * import { createApp, createLogger } from '@bedrock-spend/mcp-server';
 *
 * const app = createApp({ source: filesSource(['logs/']), logger: createLogger() });
 * const response = await app.fetch(new Request('http://localhost/healthz'));
 * ```
 */
export function createApp(options: AppOptions): App {
  const { logger, paths = defaultPaths, nowMs = () => performance.now() } = options;
  const sessions = createSessionRegistry(options.sessionLimits ?? defaultSessionLimits, nowMs);
  let draining = false;
  const answer = mcpEndpoint({
    sessions,
    catalog: createCatalog(options),
    logger,
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    isDraining: () => draining,
  });

  const hono = new Hono<Bindings>();
  hono.use(logRequests(logger, nowMs));
  hono.use(
    refuseForeign({
      allowedHosts: options.allowedHosts ?? [],
      allowedOrigins: options.allowedOrigins ?? [],
    }),
  );
  hono.get('/healthz', (context) =>
    context.json({ status: 'ok', name: serverInfo.name, version: serverInfo.version }),
  );
  for (const path of paths) {
    hono.all(path, async (context) => {
      const { response, facts } = await answer(context.req.raw);
      context.set('facts', facts);
      return response;
    });
  }
  hono.notFound(() => jsonRpcError(refusals.nothingHere(paths[0] ?? '/')));
  hono.onError((error) => {
    logger.error({ type: error.name }, 'a request failed through a bug');
    return jsonRpcError(refusals.fault);
  });

  return {
    fetch: async (request) => hono.fetch(request),
    sweep: () => sessions.sweep(),
    get sessionCount() {
      return sessions.size;
    },
    async close(graceMs) {
      draining = true;
      const deadlineMs = nowMs() + graceMs;
      while (sessions.runningCalls > 0 && nowMs() < deadlineMs) await pause(20);
      await sessions.closeAll();
    },
  };
}

/** One line for each request when its response has ended: names and figures, nothing of what was asked. */
function logRequests(logger: Logger, nowMs: () => number): MiddlewareHandler<Bindings> {
  return async (context, next) => {
    const startMs = nowMs();
    await next();
    const { method, path } = context.req;
    context.res = whenBodyEnds(context.res, (end) => {
      const line = {
        method,
        path: path.slice(0, 100),
        ...context.get('facts'),
        status: context.res.status,
        durationMs: Math.round(nowMs() - startMs),
        ...(end === 'disconnected' && { disconnected: true }),
      };
      logger.info(line, 'request');
    });
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
