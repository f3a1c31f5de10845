import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

import { serverInfo } from './server-info.ts';
import { logLevels, type LogLevel, type Services, type ToolContext } from './tools/tool.ts';

/** What the SDK (1.x) hands to a request handler. */
export type RequestExtra = RequestHandlerExtra<ServerRequest, ServerNotification>;

export interface ToolContextOptions {
  signal: AbortSignal;
  services: Services;
  /** The level that the session wants at this moment. */
  logLevel: () => LogLevel;
}

/**
 * What a tool sees of a call. Messages go out on the stream of the call itself: the SDK's own
 * `sendLoggingMessage` writes to the session's GET stream, and is lost where there is none.
 */
export function toolContext(extra: RequestExtra, options: ToolContextOptions): ToolContext {
  const { signal, services, logLevel } = options;
  const progressToken = extra._meta?.progressToken;
  return {
    signal,
    services,
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
  };
}
