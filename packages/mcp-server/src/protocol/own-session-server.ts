import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import type { Logger } from 'pino';

import type { Catalog } from '../catalog/catalog.ts';
import { createChanges } from '../resources/changes.ts';
import { createSessionServer } from './session-server.ts';
import { ownSessionState } from './session-state.ts';

export interface OwnSessionServerOptions {
  catalog: Catalog;
  logger: Logger;
  /** How often a resource that the client has subscribed to is looked at, in milliseconds. */
  lookForChangesMs: number;
}

/** A server with one session, whose client hears of changes on the connection itself, as over stdio. */
export function createOwnSessionServer(options: OwnSessionServerOptions): McpServer {
  const { catalog, logger, lookForChangesMs: intervalMs } = options;
  const state = ownSessionState();
  const changes = createChanges({
    signOf: (uri, signal) => catalog.signOf(uri, signal),
    isWanted: (uri) => state.subscriptions.has(uri),
    intervalMs,
    logger,
  });
  const mcpServer = createSessionServer({
    catalog,
    logger,
    state: {
      ...state,
      async subscribe(uri) {
        await state.subscribe(uri);
        await changes.want(uri);
      },
    },
  });
  changes.onChange((uri) => {
    // A client that is gone ends the connection in another way.
    if (state.subscriptions.has(uri)) mcpServer.server.sendResourceUpdated({ uri }).catch(() => {});
  });
  return mcpServer;
}
