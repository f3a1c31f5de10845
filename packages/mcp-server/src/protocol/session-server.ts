import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv';
import type { Logger } from 'pino';
import { z } from 'zod';

import { localCaller, type Caller } from '../access/caller.ts';
import type { Catalog, Exchange } from '../catalog/catalog.ts';
import { serverInfo } from '../server-info.ts';
import { logLevels, type LogLevel } from '../tools/tool.ts';
import { callerOfRequest } from './caller-of-request.ts';
import { completionOf } from './completion-of.ts';
import { listResult } from './list-result.ts';
import { invalidParams, rpcError } from './rpc-error.ts';
import { sessionExchange, type RequestExtra } from './session-exchange.ts';
import { ownSessionState, type SessionState } from './session-state.ts';

export interface SessionServerOptions {
  catalog: Catalog;
  logger: Logger;
  /** Who the session belongs to, where a request does not tell. Default whoever reaches this process. */
  caller?: Caller | undefined;
  /** Default a state of its own. */
  state?: SessionState | undefined;
  /** False where no stream is kept on which changes could be told. Default true. */
  canSubscribe?: boolean | undefined;
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
 * Serves the catalog to one session (HTTP) or process (stdio), in the protocol versions that have
 * sessions: 2024-10-07 to 2025-11-25.
 */
export function createSessionServer(options: SessionServerOptions): McpServer {
  const { catalog, logger, caller: opener = localCaller, canSubscribe = true } = options;
  const { state = ownSessionState() } = options;
  const mcpServer = new McpServer(serverInfo, {
    capabilities: {
      tools: {},
      prompts: {},
      resources: { subscribe: canSubscribe },
      completions: {},
      logging: {},
      extensions: { 'io.modelcontextprotocol/ui': {} },
    },
    instructions: catalog.instructions,
    jsonSchemaValidator,
  });
  const { server } = mcpServer;

  server.oninitialized = () => {
    const client = server.getClientVersion();
    logger.info(
      { client: client?.name.slice(0, 64), version: client?.version.slice(0, 64) },
      'client',
    );
  };

  server.setRequestHandler(ListToolsRequestSchema, async ({ params }, extra) => {
    const page = await rpc(() => catalog.listTools(callerOf(extra), params?.cursor));
    return listResult('tools', page);
  });
  server.setRequestHandler(callRequestSchema, async ({ params }, extra) => {
    // The SDK has answered calls without a name by now.
    const call = { name: String(params?.name), arguments: params?.arguments };
    return rpc(() => catalog.callTool(call, exchange(extra)), extra);
  });

  server.setRequestHandler(ListPromptsRequestSchema, async ({ params }, extra) => {
    const page = await rpc(() => catalog.listPrompts(callerOf(extra), params?.cursor));
    return listResult('prompts', page);
  });
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }, extra) => {
    const request = { name: params.name, arguments: params.arguments ?? {} };
    const { description, messages } = await rpc(
      () => catalog.getPrompt(request, exchange(extra)),
      extra,
    );
    return { description, messages: [...messages] };
  });

  server.setRequestHandler(ListResourcesRequestSchema, async ({ params }, extra) => {
    const page = await rpc(() => catalog.listResources(callerOf(extra), params?.cursor));
    return listResult('resources', page);
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async ({ params }, extra) => {
    const page = await rpc(() => catalog.listResourceTemplates(callerOf(extra), params?.cursor));
    return listResult('resourceTemplates', page);
  });
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params }, extra) => {
    const read = await rpc(() => catalog.readResource(params.uri, exchange(extra)), extra);
    return { contents: [...read.contents] };
  });
  if (canSubscribe) {
    server.setRequestHandler(SubscribeRequestSchema, async ({ params }, extra) => {
      await rpc(async () => {
        catalog.checkResource(params.uri, callerOf(extra));
        await state.subscribe(params.uri);
      });
      return {};
    });
    server.setRequestHandler(UnsubscribeRequestSchema, async ({ params }) => {
      await rpc(async () => state.unsubscribe(params.uri));
      return {};
    });
  }

  server.setRequestHandler(CompleteRequestSchema, async ({ params }, extra) => ({
    completion: await rpc(() => catalog.complete(completionOf(params), exchange(extra)), extra),
  }));
  server.setRequestHandler(setLevelRequestSchema, async ({ params }) => {
    const level = knownLevel(params?.level);
    await rpc(async () => state.setLogLevel(level));
    return {};
  });

  return mcpServer;

  function exchange(extra: RequestExtra): Exchange {
    return sessionExchange(extra, {
      caller: callerOf(extra),
      logger,
      logLevel: () => state.logLevel(),
      capabilities: server.getClientCapabilities(),
    });
  }

  function callerOf({ authInfo }: RequestExtra): Caller {
    return callerOfRequest(authInfo) ?? opener;
  }

  async function rpc<Result>(
    run: () => Result | Promise<Result>,
    extra?: RequestExtra,
  ): Promise<Result> {
    try {
      return await run();
    } catch (error) {
      if (extra?.signal.aborted === true) throw error;
      throw rpcError(error, { era: 'session', logger });
    }
  }
}

function knownLevel(level: unknown): LogLevel {
  const known = logLevels.find((name) => name === level);
  if (known === undefined) throw invalidParams(`The level must be one of ${logLevels.join(', ')}.`);
  return known;
}
