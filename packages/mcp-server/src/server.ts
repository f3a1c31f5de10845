import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';

import type { Logger } from 'pino';

import { createCatalog, type CatalogOptions } from './catalog/catalog.ts';
import { createOwnSessionServer } from './protocol/own-session-server.ts';
import { usualLookMs } from './resources/changes.ts';

/** What a server answers from, and what it offers. */
export interface ServerOptions extends CatalogOptions {
  logger: Logger;
}

/**
 * Makes a server of the SDK (1.x) for a transport of your own. Log level and running calls belong to
 * it alone.
 *
 * @example
 * ```ts
 * import { filesSource } from '@bedrock-spend/core/files';
 * import { createLogger, createServer } from '@bedrock-spend/mcp-server';
 * import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
 *
 * const server = createServer({ source: filesSource(['logs/']), logger: createLogger() });
 * await server.connect(new StdioServerTransport());
 * ```
 */
export function createServer(options: ServerOptions): McpServer {
  const { logger, source } = options;
  const lookForChangesMs = usualLookMs(source.kind);
  return createOwnSessionServer({
    catalog: createCatalog(options, { logger }),
    logger,
    lookForChangesMs,
  });
}
