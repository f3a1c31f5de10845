import { randomBytes } from 'node:crypto';

import type { McpServerFactory, RequestStateCodec, Server } from '@modelcontextprotocol/server';

import { localCaller } from '../access/caller.ts';
import type { RequestState } from './request-state.ts';
import { createOwnSessionServer, type OwnSessionServerOptions } from './own-session-server.ts';

/** Makes the server for a connection, once its first message has told which family of versions it speaks. */
export function serverForEra(options: OwnSessionServerOptions): McpServerFactory {
  const { catalog, logger } = options;
  let states: RequestStateCodec<RequestState> | undefined;
  return async ({ era }) => {
    if (era === 'modern') {
      // Loaded for those who speak it: most of SDK 2 is not needed to find out that they do not.
      const { createStatelessServer } = await import('./stateless-server.ts');
      const { requestStateCodec } = await import('./request-state.ts');
      states ??= requestStateCodec([randomBytes(32)]);
      return createStatelessServer({ catalog, logger, caller: localCaller, states });
    }
    // The entry of SDK 2 only connects and closes what it is given, and a server of SDK 1 does both alike.
    return createOwnSessionServer(options) as unknown as Server;
  };
}
