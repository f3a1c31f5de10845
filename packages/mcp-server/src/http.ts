import { Hono } from 'hono';
import type { Logger } from 'pino';

import { createAccess, type AccessGuards } from './access/access.ts';
import type { AccessOptions } from './access/access-options.ts';
import { allowBrowsers } from './access/allow-browsers.ts';
import { askWhoCalls } from './access/ask-who-calls.ts';
import { hostsOf } from './access/hosts-of.ts';
import { refuseForeign } from './access/refuse-foreign.ts';
import { securityHeaders } from './access/security-headers.ts';
import { createCatalog, type CatalogOptions } from './catalog/catalog.ts';
import { definitions as ourDefinitions } from './definitions.ts';
import { jsonRpcError } from './http/json-rpc-error.ts';
import { mcpEndpoint } from './http/mcp-endpoint.ts';
import { refusals } from './http/refusals.ts';
import { createMetrics, type Metrics, type Route } from './operation/metrics.ts';
import { createOpenAnswers } from './operation/open-answers.ts';
import { createReadiness, type Part } from './operation/readiness.ts';
import { addFacts, watchRequests, type Watched } from './operation/watch-requests.ts';
import { createStatelessEndpoint } from './protocol/stateless-endpoint.ts';
import { createChanges, usualLookMs } from './resources/changes.ts';
import { serverInfo } from './server-info.ts';
import { memorySessionStore } from './sessions/memory-session-store.ts';
import { createSessionIds } from './sessions/session-id.ts';
import { checkKeys, randomKey, stateKeyOf } from './sessions/session-key.ts';
import {
  defaultLifetimeMs,
  sessionSettings,
  type SessionOptions,
} from './sessions/session-options.ts';
import type { SessionStore } from './sessions/session-store.ts';
import { createSessions } from './sessions/sessions.ts';
import { tellReach } from './sessions/tell-reach.ts';

/** Where the server answers, and what it takes. */
export interface AppOptions extends CatalogOptions {
  logger: Logger;
  /** Paths of the MCP endpoint. Default `/mcp` and, as behind a stage of API Gateway, `/prod/mcp`. */
  paths?: readonly string[] | undefined;
  /** Longest request body, in bytes. Default 4 MiB. */
  maxBodyBytes?: number | undefined;
  /** Most bytes of an event stream that wait for a client that does not read. Default 1 MiB. */
  maxWaitingBytes?: number | undefined;
  /** How sessions live, and what other instances know of them. */
  sessions?: SessionOptions | undefined;
  /** Who may call. Left out, only loopback is served, and whoever is on this machine may. */
  access?: AccessOptions | undefined;
  /** The MCP endpoint as clients know it, such as `https://spend.example.com/mcp`; tokens are issued for it. */
  publicUrl?: string | undefined;
  /**
   * Hosts to be reached by, `name` or `name:port`, besides those of `publicUrl` and of loopback. Needs
   * `access`.
   */
  allowedHosts?: readonly string[] | undefined;
  /** Origins or host names of web pages that may call, besides those of loopback. */
  allowedOrigins?: readonly string[] | undefined;
  /**
   * How often a resource that somebody has subscribed to is looked at, in milliseconds. Default 2,000 for
   * files and 60,000 for AWS, which costs nothing but requests.
   */
  lookForChangesMs?: number | undefined;
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
  /** Tells those who have subscribed to a resource, and listen here, that it has changed. */
  resourceUpdated(uri: string): Promise<void>;
  /** Says at `/readyz` that the server is about to stop, and goes on serving until it is closed. */
  leave(): void;
  /** Takes no new calls, lets those that run end, for at most `graceMs` milliseconds, then ends all sessions. */
  close(graceMs: number): Promise<void>;
}

const defaultPaths = ['/mcp', '/prod/mcp'];
const defaultMaxBodyBytes = 4 * 1024 * 1024;
const defaultMaxWaitingBytes = 1024 * 1024;

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
  return createWatchedApp(options).app;
}

/** The same, with the metrics for what goes on below HTTP. */
export function createWatchedApp(
  options: AppOptions,
  guards: AppGuards = {},
): { app: App; metrics: Metrics } {
  const { logger, paths = defaultPaths, nowMs = () => performance.now() } = options;
  const { tools } = options.definitions ?? ourDefinitions;
  const access = createAccess(
    options.access,
    {
      publicUrl: options.publicUrl,
      paths,
      scopeOf: (name) => tools.find((tool) => tool.name === name)?.scope,
      logger,
      now: options.now ?? (() => new Date()),
      nowMs,
    },
    guards,
  );
  const allowedHosts = hostsOf(options, access.isOpen);
  const { store = memorySessionStore(), keys = [randomKey()] } = options.sessions ?? {};
  checkKeys(keys);
  const settings = sessionSettings(options.sessions ?? {});
  const answers = createOpenAnswers();
  const runningCalls = () => sessions.runningCalls + stateless.runningCalls;
  const isBusy = () => runningCalls() > 0 || answers.count > 0;
  let phase: 'serving' | 'leaving' | 'draining' = 'serving';
  const metrics = createMetrics({
    tools: tools.map(({ name }) => name),
    gauges: {
      runningCalls,
      liveSessions: () => sessions.size,
      isDraining: () => phase !== 'serving',
    },
  });
  const readiness = createReadiness({
    parts: partsOf(options, store),
    isLeaving: () => phase !== 'serving',
    logger,
    nowMs,
  });
  const catalog = createCatalog(options, {
    onCallEnded: metrics.callEnded,
    scanned: metrics.scanned,
    paid: metrics.paid,
  });
  const changes = createChanges({
    signOf: (uri, signal) => catalog.signOf(uri, signal),
    isWanted: async (uri) => stateless.isListenedTo(uri) || sessions.isSubscribed(uri),
    intervalMs: options.lookForChangesMs ?? usualLookMs(options.source.kind),
    logger,
  });
  changes.onChange((uri) => {
    stateless.resourceUpdated(uri);
    void sessions.resourceUpdated(uri);
  });
  const stateless = createStatelessEndpoint({
    catalog,
    logger,
    stateKey: stateKeyOf(keys),
    onSubscribed: (uri) => changes.want(uri),
  });
  const sessions = createSessions({
    catalog,
    store,
    ids: (guards.sessionIds ?? createSessionIds)({
      keys,
      lifetimeMs: options.sessions?.lifetimeMs ?? defaultLifetimeMs,
      nowMs: settings.nowMs,
    }),
    settings,
    logger,
    watch: metrics,
    onSubscribed: (uri) => changes.want(uri),
    nowMs,
  });
  tellReach({ store, hasOwnKeys: options.sessions?.keys !== undefined, logger });
  const answer = mcpEndpoint({
    sessions,
    stateless,
    logger,
    canStream: settings.canStream,
    maxBodyBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
    refuseScope: access.refuseScope,
    isDraining: () => phase === 'draining',
  });

  const hono = new Hono<Watched>();
  hono.use(
    watchRequests({
      logger,
      metrics,
      answers,
      routeOf: (path) => (paths.includes(path) ? 'mcp' : routeOf(path)),
      maxWaitingBytes: options.maxWaitingBytes ?? defaultMaxWaitingBytes,
      nowMs,
    }),
  );
  hono.use(async (context, next) => {
    await next();
    // The next request takes a new connection, which a load balancer opens elsewhere.
    if (phase !== 'serving') context.res.headers.set('Connection', 'close');
  });
  hono.use(securityHeaders);
  hono.use(
    (guards.refuseForeign ?? refuseForeign)({
      allowedHosts,
      allowedOrigins: options.allowedOrigins ?? [],
      // An open server is reached by this machine alone, which knows its name.
      pathsOfAnyHost: access.isOpen ? [] : ['/healthz', '/readyz'],
      onRefused: (refused, context) => addFacts(context, { refused }),
    }),
  );
  hono.use(allowBrowsers());
  hono.get('/healthz', (context) =>
    context.json({ status: 'ok', name: serverInfo.name, version: serverInfo.version }),
  );
  hono.get('/readyz', async (context) => {
    const report = await readiness();
    return context.json(report, report.status === 'ok' ? 200 : 503);
  });
  for (const place of [wellKnown, `${wellKnown}/*`]) {
    hono.get(place, async ({ req, notFound }) => access.wellKnown(req.raw) ?? notFound());
  }
  hono.use(askWhoCalls(access));
  hono.get('/metrics', async (context) => {
    const { contentType, body } = await metrics.text();
    return context.body(body, 200, { 'Content-Type': contentType });
  });
  for (const path of paths) {
    hono.all(path, async (context) => {
      const { response, facts } = await answer(context.req.raw, context.get('caller'));
      addFacts(context, facts);
      return response;
    });
  }
  hono.notFound(() => jsonRpcError(refusals.nothingHere(paths[0] ?? '/')));
  hono.onError((error) => {
    logger.error({ type: error.name }, 'a request failed through a bug');
    return jsonRpcError(refusals.fault);
  });

  const app: App = {
    fetch: async (request) => hono.fetch(request),
    sweep: () => sessions.sweep(),
    get sessionCount() {
      return sessions.size;
    },
    async resourceUpdated(uri) {
      stateless.resourceUpdated(uri);
      await sessions.resourceUpdated(uri);
    },
    leave() {
      if (phase === 'serving') phase = 'leaving';
    },
    async close(graceMs) {
      phase = 'draining';
      changes.close();
      sessions.stopListening();
      await stateless.stopListening();
      const grace = AbortSignal.timeout(graceMs);
      while (isBusy() && !grace.aborted) await pause(20);
      await Promise.all([sessions.closeAll(), stateless.close()]);
    },
  };
  return { app, metrics };
}

/** The guards at the door, each to be replaced alone, so that a test can show what it is there for. */
export interface AppGuards extends AccessGuards {
  refuseForeign?: typeof refuseForeign | undefined;
  sessionIds?: typeof createSessionIds | undefined;
}

const wellKnown = '/.well-known/oauth-protected-resource';

function routeOf(path: string): Route {
  return path.startsWith(wellKnown) ? 'well-known' : (routes[path] ?? 'other');
}

const routes: Readonly<Record<string, Route>> = {
  '/healthz': 'healthz',
  '/readyz': 'readyz',
  '/metrics': 'metrics',
};

/** What has to be well for calls to be answered. */
function partsOf({ source }: AppOptions, store: SessionStore): Record<string, Part> {
  return {
    store: {
      check: () => store.check(),
      holdsMs: 5000,
      ok: 'The store of sessions answers.',
      failed: "The store of sessions cannot be used; the server's log says why.",
    },
    ...(source.check !== undefined && {
      source: {
        check: async () => source.check?.(),
        holdsMs: 60_000,
        ok: 'The invocation logs can be read.',
        failed: "The invocation logs cannot be read; the server's log says why.",
      },
    }),
  };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
