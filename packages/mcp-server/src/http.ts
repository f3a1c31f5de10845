import type { Logger } from 'pino';

import { createAccess, type AccessGuards } from './access/access.ts';
import type { AccessOptions } from './access/access-options.ts';
import { limitsFor } from './access/limits/call-limits.ts';
import { createRateLimit } from './access/limits/rate-limit.ts';
import { hostsOf } from './access/hosts-of.ts';
import type { refuseForeign } from './access/refuse-foreign.ts';
import type { CatalogOptions } from './catalog/catalog.ts';
import { definitions as ourDefinitions } from './definitions.ts';
import { createConversations } from './http/conversations.ts';
import { usualMessageLimits, type MessageLimits } from './http/read-message.ts';
import { mcpEndpoint } from './http/mcp-endpoint.ts';
import { createRouter } from './http/router.ts';
import { createMetrics, type Metrics } from './operation/metrics.ts';
import { createOpenAnswers } from './operation/open-answers.ts';
import { partsToCheck } from './operation/parts-to-check.ts';
import { createReadiness } from './operation/readiness.ts';
import { memorySessionStore } from './sessions/memory-session-store.ts';
import type { createSessionIds } from './sessions/session-id.ts';
import { checkKeys, randomKey } from './sessions/session-key.ts';
import { sessionSettings, type SessionOptions } from './sessions/session-options.ts';
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
  /** True for requests that a gateway delivers only when they are addressed to it: their Host is not checked. */
  isAddressedHere?: ((request: Request) => boolean) | undefined;
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

/** The guards at the door, each to be replaced alone, so that a test can show what it is there for. */
export interface AppGuards extends AccessGuards {
  refuseForeign?: typeof refuseForeign | undefined;
  sessionIds?: typeof createSessionIds | undefined;
  /** Other limits of what is read of a request body. */
  message?: Partial<MessageLimits> | undefined;
}

/** What is decided by what runs the app. */
export interface AppHost {
  /** Default those that `/metrics` answers. */
  metrics?: Metrics | undefined;
  /** It reads answers whose streams end with an error when they break off. Default false. */
  isBreakShown?: boolean | undefined;
}

/**
 * The same, with the metrics for what goes on below HTTP (those that are handed in, where they are), and
 * what to say of sessions once it listens.
 */
export function createWatchedApp(
  options: AppOptions & AppHost,
  guards: AppGuards = {},
): { app: App; metrics: Metrics; tellReach: () => void } {
  const { logger, paths = defaultPaths, nowMs = () => performance.now() } = options;
  const { tools } = options.definitions ?? ourDefinitions;
  const { store = memorySessionStore(), keys = [randomKey()] } = options.sessions ?? {};
  checkKeys(keys);
  const settings = sessionSettings(options.sessions ?? {});
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
  let phase: 'serving' | 'leaving' | 'draining' = 'serving';
  const isLeaving = () => phase !== 'serving';
  const answers = createOpenAnswers();
  const metrics =
    options.metrics ??
    createMetrics({
      tools: tools.map(({ name }) => name),
      gauges: {
        runningCalls: () => conversations.runningCalls,
        liveSessions: () => conversations.sessions.size,
        isDraining: isLeaving,
      },
    });
  const limits = limitsFor(access, options.limits);
  const conversations = createConversations({
    catalog: { ...options, limits },
    store,
    keys,
    lifetimeMs: options.sessions?.lifetimeMs,
    settings,
    lookForChangesMs: options.lookForChangesMs,
    logger,
    metrics,
    nowMs,
    sessionIds: guards.sessionIds,
  });
  const router = createRouter({
    paths,
    access,
    foreign: {
      allowedHosts: hostsOf(options, access.isOpen),
      allowedOrigins: options.allowedOrigins ?? [],
      isAddressedHere: options.isAddressedHere,
    },
    refuseForeign: guards.refuseForeign,
    logger,
    metrics,
    answers,
    readiness: createReadiness({
      parts: partsToCheck({ source: options.source, store }),
      isLeaving,
      logger,
      nowMs,
    }),
    isLeaving,
    answer: mcpEndpoint({
      sessions: conversations.sessions,
      stateless: conversations.stateless,
      logger,
      canStream: settings.canStream,
      message: {
        ...usualMessageLimits,
        maxBytes: options.maxBodyBytes ?? defaultMaxBodyBytes,
        ...guards.message,
      },
      rateLimit: createRateLimit(limits.requestsPerMinute),
      refuseScope: access.refuseScope,
      isDraining: () => phase === 'draining',
    }),
    maxWaitingBytes: options.maxWaitingBytes ?? defaultMaxWaitingBytes,
    isBreakShown: options.isBreakShown,
    nowMs,
  });

  const app: App = {
    fetch: async (request) => router.fetch(request),
    sweep: () => conversations.sessions.sweep(),
    get sessionCount() {
      return conversations.sessions.size;
    },
    resourceUpdated: (uri) => conversations.resourceUpdated(uri),
    leave() {
      if (phase === 'serving') phase = 'leaving';
    },
    async close(graceMs) {
      phase = 'draining';
      await conversations.stopListening();
      const grace = AbortSignal.timeout(graceMs);
      const isBusy = () => conversations.runningCalls > 0 || answers.count > 0;
      while (isBusy() && !grace.aborted) await pause(20);
      await conversations.close();
    },
  };
  const hasOwnKeys = options.sessions?.keys !== undefined;
  return { app, metrics, tellReach: () => tellReach({ store, hasOwnKeys, logger }) };
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
