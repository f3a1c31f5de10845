import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';

import type { AccessOptions } from './access/access-options.ts';
import { openToOthers } from './access/hosts-of.ts';
import { isLoopbackName } from './access/loopback.ts';
import type { CatalogOptions } from './catalog/catalog.ts';
import { faultOf } from './catalog/fault-of.ts';
import { createWatchedApp, type AppOptions } from './http.ts';
import { serverOptionsOf, watchConnections, type ConnectionLimits } from './http/connections.ts';
import { createLogger } from './logger.ts';
import { warmUp } from './operation/warm-up.ts';
import type { SessionOptions } from './sessions/session-options.ts';
import { cannotListen, namesMissing } from './start-failure.ts';

/**
 * What to serve, and at which address.
 *
 * @example
 * const options: StartOptions = { source, port: 0 };
 */
export interface StartOptions extends CatalogOptions {
  /** Default JSON lines on stderr. */
  logger?: Logger | undefined;
  /** Who may call. Left out, only loopback is served, and whoever is on this machine may. */
  access?: AccessOptions | undefined;
  /** How sessions live, and what other instances know of them. */
  sessions?: SessionOptions | undefined;
  /** Default `127.0.0.1`; any other than loopback needs `access`, and `publicUrl` or `allowedHosts`. */
  host?: string | undefined;
  /** Default 3000; 0 takes a free one. */
  port?: number | undefined;
  /**
   * How long the server goes on serving when it is told to stop, in milliseconds, while `/readyz` says
   * 503: as long as a load balancer takes to notice. Default 0.
   */
  noticeMs?: number | undefined;
  /** How long calls that run may take to end at shutdown, in milliseconds. Default 10,000. */
  graceMs?: number | undefined;
  /** Limits of connections. */
  connections?: ConnectionLimits | undefined;
  /** Limits and paths of the HTTP side. */
  app?: Omit<AppOptions, keyof CatalogOptions | 'logger' | 'access' | 'sessions'> | undefined;
}

/**
 * A server that listens.
 *
 * @example
 * const { url, close }: RunningServer = await startServer({ source, port: 0 });
 */
export interface RunningServer {
  /** Of the MCP endpoint: `http://127.0.0.1:3000/mcp`. */
  url: string;
  port: number;
  /** Resolves when first calls are as fast as later ones: shortly after the start. */
  warm: Promise<void>;
  /**
   * Says that it is not ready, and after `noticeMs` takes no new calls, lets those that run end, ends
   * all sessions and frees the port.
   */
  close(): Promise<void>;
}

const sweepMs = 60_000;

/**
 * Starts the server over HTTP on this machine.
 *
 * @throws SpendError `INVALID_CONFIG` when others than this machine could call and nobody is asked who
 *   they are, or access control is told something wrong; `PORT_UNAVAILABLE` when the port
 *   is in use or needs more rights; what the source says of names that lead nowhere.
 *
 * @example
 * ```ts
 * import { filesSource } from '@bedrock-spend/core/files';
 * import { startServer } from '@bedrock-spend/mcp-server';
 *
 * const server = await startServer({ source: filesSource(['logs/']), port: 0 });
 * console.log(server.url);
 * await server.close();
 * ```
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { logger = createLogger(), host = '127.0.0.1', port = 3000 } = options;
  const { noticeMs = 0, graceMs = 10_000, connections: limits = {} } = options;
  if (!isLoopbackName(host)) checkReach(host, options);
  await options.source.check?.();
  await options.sessions?.store?.check();
  const { app, metrics, tellReach } = createWatchedApp({ ...options, ...options.app, logger });
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
    overrideGlobalObjects: false,
    serverOptions: serverOptionsOf(limits),
  }) as Server;
  await listen(server, host, port);
  const connections = watchConnections(server, limits, metrics);

  const actualPort = (server.address() as AddressInfo).port;
  const [path = '/mcp'] = options.app?.paths ?? [];
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}${path}`;
  const sweeper = setInterval(() => app.sweep(), sweepMs).unref();
  logger.info({ url, source: options.source.kind }, 'listening');
  tellReach();
  const warm = warmUp().catch((error: unknown) => {
    logger.warn({ fault: faultOf(error) }, 'warming up failed: the first calls take longer');
  });

  let closing: Promise<void> | undefined;
  return {
    url,
    port: actualPort,
    warm,
    close() {
      closing ??= shutDown();
      return closing;
    },
  };

  async function shutDown(): Promise<void> {
    logger.info('shutting down');
    app.leave();
    if (noticeMs > 0) await wait(noticeMs);
    clearInterval(sweeper);
    connections.stopListening();
    await app.close(graceMs);
    await connections.end();
    logger.info('closed');
  }
}

/** Nothing but loopback is served to callers who are not asked who they are, or under any name. */
function checkReach(host: string, { access, app = {} }: StartOptions): void {
  if (access === undefined) throw openToOthers(host);
  const names = [
    ...(app.allowedHosts ?? []),
    ...(app.publicUrl === undefined ? [] : [app.publicUrl]),
  ];
  if (names.length === 0) throw namesMissing(host);
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
}
