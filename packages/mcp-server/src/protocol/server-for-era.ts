import { randomBytes } from 'node:crypto';

import type { McpServerFactory, Server } from '@modelcontextprotocol/server';

import { localCaller } from '../access/caller.ts';
import { requestStateCodec } from './request-state.ts';
import { createOwnSessionServer, type OwnSessionServerOptions } from './own-session-server.ts';
import { createStatelessServer } from './stateless-server.ts';

/** Makes the server for a connection, once its first message has told which family of versions it speaks. */
export function serverForEra(options: OwnSessionServerOptions): McpServerFactory {
  const { catalog, logger } = options;
  const states = requestStateCodec(randomBytes(32));
  return ({ era }) => {
    if (era === 'modern') {
      return createStatelessServer({ catalog, logger, caller: localCaller, states });
    }
    // The entry of SDK 2 only connects and closes what it is given, and a server of SDK 1 does both alike.
    return createOwnSessionServer(options) as unknown as Server;
  };
}
