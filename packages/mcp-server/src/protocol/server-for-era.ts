import { randomBytes } from 'node:crypto';

import type { McpServerFactory, Server } from '@modelcontextprotocol/server';
import type { Logger } from 'pino';

import { localCaller } from '../access/caller.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { requestStateCodec } from './request-state.ts';
import { createSessionServer } from './session-server.ts';
import { createStatelessServer } from './stateless-server.ts';

export interface ServerForEraOptions {
  catalog: Catalog;
  logger: Logger;
}

/** Makes the server for a connection, once its first message has told which family of versions it speaks. */
export function serverForEra({ catalog, logger }: ServerForEraOptions): McpServerFactory {
  const states = requestStateCodec(randomBytes(32));
  return ({ era }) => {
    if (era === 'modern') {
      return createStatelessServer({ catalog, logger, caller: localCaller, states });
    }
    // The entry of SDK 2 only connects and closes what it is given, and a server of SDK 1 does both alike.
    return createSessionServer({ catalog, logger }) as unknown as Server;
  };
}
