import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CreateMessageResultSchema,
  ElicitResultSchema,
  ListRootsResultSchema,
  type ClientCapabilities,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';

import { SpendError } from '@bedrock-spend/core';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Question } from '../call-context.ts';
import type { Exchange } from '../catalog/catalog.ts';
import { serverInfo } from '../server-info.ts';
import { logLevels, type LogLevel } from '../tools/tool.ts';
import { canAnswer } from './can-answer.ts';

/** What the SDK (1.x) hands to a request handler. */
export type RequestExtra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export interface SessionExchangeOptions {
  logger: Logger;
  caller: Caller;
  /** The level that the session wants at this moment. */
  logLevel: () => LogLevel;
  /** What the client has said that it can do. */
  capabilities: ClientCapabilities | undefined;
}

/**
 * One request of a session, as the catalog sees it. Messages go out on the stream of the request itself:
 * the SDK's own `sendLoggingMessage` writes to the session's GET stream, and is lost where there is none.
 */
export function sessionExchange(
  extra: RequestExtra,
  { caller, logger, logLevel, capabilities }: SessionExchangeOptions,
): Exchange {
  const progressToken = extra._meta?.progressToken;
  return {
    signal: extra.signal,
    caller,
    logger,
    async log(level, data) {
      if (logLevels.indexOf(level) < logLevels.indexOf(logLevel())) return;
      await extra.sendNotification({
        method: 'notifications/message',
        params: { level, logger: serverInfo.name, data },
      });
    },
    async progress(step) {
      if (progressToken === undefined) return;
      await extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken, ...step },
      });
    },
    async ask(questions) {
      const beyond = Object.values(questions).find(({ method }) => !canAsk(method));
      // It would be waited for, by a client that does not know what it is asked.
      if (beyond !== undefined) throw cannotAnswer(beyond);
      const asked = Object.entries(questions).map(async ([name, question]) => {
        const request = question as unknown as ServerRequest;
        const { signal } = extra;
        const schema = answerSchemas[question.method];
        const answer = await extra.sendRequest(request, schema, { signal, timeout: questionMs });
        return [name, answer] as const;
      });
      return Object.fromEntries(await Promise.all(asked));
    },
    canAsk,
    closeStream: () => extra.closeSSEStream?.(),
  };

  function canAsk(method: Question['method']): boolean {
    return canAnswer(capabilities, method);
  }
}

function cannotAnswer({ method }: Question): SpendError {
  return new SpendError(
    'QUERY_FAILED',
    `This needs a client that answers ${method}, which yours has not said that it does.`,
  );
}

/** People take longer to answer than the minute that the SDK gives them. */
const questionMs = 5 * 60 * 1000;

const answerSchemas = {
  'elicitation/create': ElicitResultSchema,
  'sampling/createMessage': CreateMessageResultSchema,
  'roots/list': ListRootsResultSchema,
} satisfies Record<Question['method'], unknown>;
