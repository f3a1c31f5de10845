import {
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Exchange } from '../catalog/catalog.ts';
import { serverInfo } from '../server-info.ts';
import { canAnswer } from './can-answer.ts';
import type { Rounds } from './stateless-rounds.ts';

export interface StatelessExchangeOptions {
  logger: Logger;
  caller: Caller;
  rounds: Rounds;
}

/** One request of the stateless protocol, as the catalog sees it. */
export function statelessExchange(
  { mcpReq }: ServerContext,
  { logger, caller, rounds }: StatelessExchangeOptions,
): Exchange {
  const progressToken = mcpReq._meta?.progressToken;
  const envelope: Record<string, unknown> = { ...mcpReq.envelope };
  const capabilities = envelope[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
  return {
    signal: mcpReq.signal,
    caller,
    logger,
    // The level comes with the request; without one the client wants none.
    log: (level, message) => mcpReq.log(level, message, serverInfo.name),
    async progress(step) {
      if (progressToken === undefined) return;
      await mcpReq.notify({
        method: 'notifications/progress',
        params: { progressToken, ...step },
      });
    },
    ask: async (questions) => rounds.ask(questions),
    canAsk: (method) => canAnswer(capabilities, method),
    // Streams of this protocol cannot be resumed.
    closeStream() {},
  };
}
