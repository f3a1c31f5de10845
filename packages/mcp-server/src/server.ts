import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { ErrorCode, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { Logger } from 'pino';
import { z } from 'zod';

import type { CallObserver } from './call-observer.ts';
import { runCall, type CallOutcome } from './run-call.ts';
import { instructionsOf, serverInfo } from './server-info.ts';
import { servicesOf, type ServiceOptions } from './services.ts';
import { UnknownToolError } from './tools/call-tool.ts';
import { describeTool } from './tools/describe-tool.ts';
import { isOffered } from './tools/is-offered.ts';
import { logLevels, type LogLevel, type ToolDefinition } from './tools/tool.ts';
import { definitions as ourDefinitions } from './tools/definitions.ts';

export interface ServerOptions extends ServiceOptions {
  logger: Logger;
  /** Tools to offer. Default all of ours. */
  definitions?: readonly ToolDefinition[] | undefined;
  /** Time after which a call is given up, in milliseconds. Default 300,000. */
  callTimeLimitMs?: number | undefined;
  observer?: CallObserver | undefined;
}

// Compiling schemas is the dear part of making a server, so all of them share one validator.
const jsonSchemaValidator = new AjvJsonSchemaValidator();

// Looser than the SDK's own schemas, which answer "internal error" where the request is at fault.
const callRequestSchema = z.object({
  method: z.literal('tools/call'),
  params: z
    .looseObject({ name: z.unknown().optional(), arguments: z.unknown().optional() })
    .optional(),
});
const setLevelRequestSchema = z.object({
  method: z.literal('logging/setLevel'),
  params: z.looseObject({ level: z.unknown().optional() }).optional(),
});

/**
 * Makes the server of one session (HTTP) or of one process (stdio), out of definitions that know no
 * SDK. Log level and running calls belong to it alone.
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
  const { logger, observer } = options;
  const { definitions = ourDefinitions, callTimeLimitMs = 300_000 } = options;
  const services = servicesOf(options);
  const tools = definitions.filter((tool) => isOffered(tool, services)).map(describeTool);
  const mcpServer = new McpServer(serverInfo, {
    capabilities: { tools: {}, logging: {} },
    instructions: instructionsOf(tools),
    jsonSchemaValidator,
  });
  const { server } = mcpServer;
  let level: LogLevel = 'info';
  const callOptions = {
    definitions,
    services,
    logger,
    logLevel: () => level,
    timeLimitMs: callTimeLimitMs,
  };

  server.oninitialized = () => {
    const client = server.getClientVersion();
    logger.info(
      { client: client?.name.slice(0, 64), version: client?.version.slice(0, 64) },
      'client',
    );
  };

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools }));

  server.setRequestHandler(setLevelRequestSchema, ({ params }) => {
    level = knownLevel(params?.level);
    return {};
  });

  server.setRequestHandler(callRequestSchema, async ({ params }, extra) => {
    // The SDK has answered calls without a name by now.
    const name = String(params?.name);
    const startMs = performance.now();
    let outcome: CallOutcome = 'fault';
    observer?.began(extra.requestId);
    try {
      const call = { name, arguments: params?.arguments };
      const ended = await runCall(call, extra, callOptions);
      outcome = ended.outcome;
      return ended.result;
    } catch (error) {
      if (!(error instanceof UnknownToolError)) throw error;
      outcome = 'unknown-tool';
      throw invalidParams(error.message);
    } finally {
      observer?.ended(extra.requestId);
      const durationMs = Math.round(performance.now() - startMs);
      logger.info({ rpc: 'tools/call', tool: name.slice(0, 64), outcome, durationMs }, 'call');
    }
  });

  return mcpServer;
}

function knownLevel(level: unknown): LogLevel {
  const known = logLevels.find((name) => name === level);
  if (known === undefined) throw invalidParams(`The level must be one of ${logLevels.join(', ')}.`);
  return known;
}

/** Not the SDK's McpError: that one writes its code into the message, and clients do so once more. */
function invalidParams(message: string): Error {
  return Object.assign(new Error(message), { code: ErrorCode.InvalidParams });
}
