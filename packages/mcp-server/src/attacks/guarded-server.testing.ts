import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createAdaptorServer } from '@hono/node-server';
import { onTestFinished } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createWatchedApp, type AppGuards, type AppOptions } from '../http.ts';
import { serverOptionsOf, watchConnections } from '../http/connections.ts';
import { createLogger } from '../logger.ts';

export interface GuardedServer {
  url: string;
  port: number;
  /** All that the server has logged. */
  logText: () => string;
}

/**
 * The server over HTTP as it is started, on a free port of loopback, with some of its guards replaced:
 * an attack that succeeds where exactly one is off shows what that one is there for.
 */
export async function guardedServer(
  options: Partial<AppOptions> = {},
  guards: AppGuards = {},
): Promise<GuardedServer> {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'debug',
    destination: { write: (line) => lines.push(line) },
  });
  const { app, metrics } = createWatchedApp(
    { source: memorySource([]), logger, ...options },
    guards,
  );
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
    overrideGlobalObjects: false,
    serverOptions: serverOptionsOf({}),
  }) as Server;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connections = watchConnections(server, {}, metrics);
  onTestFinished(async () => {
    connections.stopListening();
    await app.close(500);
    await connections.end();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/mcp`, port, logText: () => lines.join('') };
}
