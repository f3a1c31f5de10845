import {
  Server,
  type CacheHint,
  type InputRequests,
  type InputRequiredResult,
  type RequestStateCodec,
  type ServerContext,
  type Tool,
} from '@modelcontextprotocol/server';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv';
import type { Logger } from 'pino';

import type { Caller } from '../access/caller.ts';
import type { Catalog, Exchange } from '../catalog/catalog.ts';
import { serverInfo } from '../server-info.ts';
import type { CallObserver } from './call-observer.ts';
import { completionOf } from './completion-of.ts';
import { InputNeeded } from './input-needed.ts';
import { digestOf, type RequestState } from './request-state.ts';
import { invalidParams, rpcError } from './rpc-error.ts';
import { statelessExchange } from './stateless-exchange.ts';
import { createRounds } from './stateless-rounds.ts';

export interface StatelessServerOptions {
  catalog: Catalog;
  logger: Logger;
  caller: Caller;
  /** Signs what the client brings back when it has answered. */
  states: RequestStateCodec<RequestState>;
  observer?: CallObserver | undefined;
  /** False where no answer stays open to tell of changes. Default true. */
  canListen?: boolean | undefined;
}

// Making one is dear, and a server is made for every request.
const jsonSchemaValidator = new AjvJsonSchemaValidator();

// What is offered does not change while a server runs, but the next one may offer more.
const listHint: CacheHint = { ttlMs: 300_000, cacheScope: 'private' };
const cacheHints = {
  // The same for every caller.
  'server/discover': { ttlMs: 300_000, cacheScope: 'public' },
  // Depend on what the caller may use.
  'tools/list': listHint,
  'prompts/list': listHint,
  'resources/list': listHint,
  'resources/templates/list': listHint,
} as const;

/** Serves the catalog in the protocol without sessions, 2026-07-28: over HTTP to one single request. */
export function createStatelessServer(options: StatelessServerOptions): Server {
  const { catalog, logger, caller, states, observer, canListen = true } = options;
  const server = new Server(serverInfo, {
    capabilities: {
      tools: {},
      prompts: {},
      resources: { subscribe: canListen },
      completions: {},
      logging: {},
      extensions: { 'io.modelcontextprotocol/ui': {} },
    },
    instructions: catalog.instructions,
    jsonSchemaValidator,
    cacheHints,
    requestState: { verify: states.verify },
  });

  server.setRequestHandler('tools/list', async ({ params }) => {
    const { items, ...rest } = await rpc(() => catalog.listTools(caller, params?.cursor));
    return { tools: [...items] as Tool[], ...rest };
  });
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const call = { name: params.name, arguments: params.arguments };
    return inRounds(params, context, (exchange) => catalog.callTool(call, exchange));
  });

  server.setRequestHandler('prompts/list', async ({ params }) => {
    const { items, ...rest } = await rpc(() => catalog.listPrompts(caller, params?.cursor));
    return { prompts: [...items], ...rest };
  });
  server.setRequestHandler('prompts/get', async ({ params }, context) => {
    const request = { name: params.name, arguments: params.arguments ?? {} };
    return inRounds(params, context, async (exchange) => {
      const { description, messages } = await catalog.getPrompt(request, exchange);
      return { description, messages: [...messages] };
    });
  });

  server.setRequestHandler('resources/list', async ({ params }) => {
    const { items, ...rest } = await rpc(() => catalog.listResources(caller, params?.cursor));
    return { resources: [...items], ...rest };
  });
  server.setRequestHandler('resources/templates/list', async ({ params }) => {
    const page = await rpc(() => catalog.listResourceTemplates(caller, params?.cursor));
    const { items, ...rest } = page;
    return { resourceTemplates: [...items], ...rest };
  });
  server.setRequestHandler('resources/read', async ({ params }, context) =>
    inRounds(params, context, async (exchange) => {
      const { contents, freshMs } = await catalog.readResource(params.uri, exchange);
      return { contents: [...contents], ttlMs: freshMs, cacheScope: 'private' };
    }),
  );

  server.setRequestHandler('completion/complete', async ({ params }, context) => {
    const exchange = exchangeOf(context);
    const completion = await rpc(() => catalog.complete(completionOf(params), exchange), context);
    return { completion: { ...completion } };
  });

  return server;

  /** Runs a request from its start with all answers that its client has given until now. */
  async function inRounds<Result>(
    params: { _meta?: unknown },
    context: ServerContext,
    run: (exchange: Exchange) => Promise<Result>,
  ): Promise<Result | InputRequiredResult> {
    const { _meta, ...asked } = params;
    const request = digestOf(asked);
    const state = context.mcpReq.requestState<RequestState>();
    if (state !== undefined && state.request !== request) {
      throw invalidParams('The requestState belongs to another request: start again without it.');
    }
    const rounds = createRounds(state?.answers ?? [], context.mcpReq.inputResponses ?? {});
    const exchange = statelessExchange(context, { logger, caller, rounds });
    try {
      return await rpc(() => run(exchange), context);
    } catch (error) {
      if (!(error instanceof InputNeeded)) throw error;
      return {
        resultType: 'input_required',
        inputRequests: error.questions as unknown as InputRequests,
        requestState: await states.mint({ request, answers: rounds.answers() }, context),
      };
    }
  }

  function exchangeOf(context: ServerContext): Exchange {
    return statelessExchange(context, { logger, caller, rounds: createRounds([], {}) });
  }

  /** Runs one request of the catalog; what runs longer than a moment is told to the observer. */
  async function rpc<Result>(
    run: () => Result | Promise<Result>,
    context?: ServerContext,
  ): Promise<Result> {
    if (context !== undefined) observer?.began(context.mcpReq.id);
    try {
      return await run();
    } catch (error) {
      const isCancelled = context?.mcpReq.signal.aborted === true;
      if (isCancelled || error instanceof InputNeeded) throw error;
      throw rpcError(error, { era: 'stateless', logger });
    } finally {
      if (context !== undefined) observer?.ended(context.mcpReq.id);
    }
  }
}
