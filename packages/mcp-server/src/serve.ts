import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';
import type { Logger } from 'pino';

import { isLoopbackName } from './access/loopback.ts';
import type { CatalogOptions } from './catalog/catalog.ts';
import { createApp, type AppOptions } from './http.ts';
import { watchConnections } from './http/connections.ts';
import { createLogger } from './logger.ts';
import { cannotListen, hostRefused } from './start-failure.ts';

/**
 * What to serve, and at which address.
 *
 * @example
 * const options: StartOptions = { source, port: 0 };
 */
export interface StartOptions extends CatalogOptions {
  /** Default JSON lines on stderr. */
  logger?: Logger | undefined;
  /** Default `127.0.0.1`; only loopback is served until there is access control. */
  host?: string | undefined;
  /** Default 3000; 0 takes a free one. */
  port?: number | undefined;
  /** How long calls that run may take to end at shutdown, in milliseconds. Default 10,000. */
  graceMs?: number | undefined;
  /** Limits and paths of the HTTP side. */
  app?: Omit<AppOptions, keyof CatalogOptions | 'logger'> | undefined;
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
  /** Lets calls that run end, then ends all sessions and frees the port. */
  close(): Promise<void>;
}

const sweepMs = 60_000;

/**
 * Starts the server over HTTP on this machine.
 *
 * @throws SpendError `INVALID_CONFIG` when the host is not loopback; `PORT_UNAVAILABLE` when the port
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
  const { logger = createLogger(), host = '127.0.0.1', port = 3000, graceMs = 10_000 } = options;
  if (!isLoopbackName(host)) throw hostRefused(host);
  await options.source.check?.();
  const app = createApp({ ...options, ...options.app, logger });
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
    overrideGlobalObjects: false,
    // Long enough for an honest client to send what it says, too short to keep connections busy.
    serverOptions: {
      headersTimeout: 15_000,
      requestTimeout: 30_000,
      connectionsCheckingInterval: 5_000,
    },
  }) as Server;
  await listen(server, host, port);
  const connections = watchConnections(server);

  const actualPort = (server.address() as AddressInfo).port;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}/mcp`;
  const sweeper = setInterval(() => app.sweep(), sweepMs).unref();
  logger.info({ url, source: options.source.kind }, 'listening');

  let closing: Promise<void> | undefined;
  return {
    url,
    port: actualPort,
    close() {
      closing ??= shutDown();
      return closing;
    },
  };

  async function shutDown(): Promise<void> {
    logger.info('shutting down');
    clearInterval(sweeper);
    connections.stopListening();
    await app.close(graceMs);
    await connections.end();
    logger.info('closed');
  }
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(error, host, port);
  }
}
