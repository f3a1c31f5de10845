import type { StatelessEndpoint, StatelessEndpointOptions } from './stateless-endpoint.ts';

/**
 * The same endpoint, loaded with its SDK when the first request comes that may speak its protocol:
 * both SDKs together take twice as long to load as the one that most clients talk to.
 */
export function lazyStatelessEndpoint(options: StatelessEndpointOptions): StatelessEndpoint {
  let loading: Promise<StatelessEndpoint> | undefined;
  let loaded: StatelessEndpoint | undefined;

  return {
    async isFor(request, body) {
      if (opensSession(request, body)) return false;
      return (await load()).isFor(request, body);
    },
    async handle(request, body, caller) {
      return (await load()).handle(request, body, caller);
    },
    get runningCalls() {
      return loaded?.runningCalls ?? 0;
    },
    resourceUpdated: (uri) => loaded?.resourceUpdated(uri),
    isListenedTo: (uri) => loaded?.isListenedTo(uri) ?? false,
    stopListening: async () => loaded?.stopListening(),
    close: async () => loaded?.close(),
  };

  async function load(): Promise<StatelessEndpoint> {
    loading ??= import('./stateless-endpoint.ts').then(({ createStatelessEndpoint }) => {
      loaded = createStatelessEndpoint(options);
      return loaded;
    });
    return loading;
  }
}

/** Headers that requests of the other protocol carry, one of them always. */
const statelessHeaders = ['mcp-protocol-version', 'mcp-method', 'mcp-name'];

/** An `initialize` as only clients with sessions send it; whether anything else is one, the SDK decides. */
function opensSession({ headers }: Request, body: unknown): boolean {
  const { jsonrpc, id, method, params } = (body ?? {}) as Record<string, unknown>;
  const isRequest = jsonrpc === '2.0' && (typeof id === 'string' || typeof id === 'number');
  const isBare = statelessHeaders.every((name) => !headers.has(name));
  return isRequest && method === 'initialize' && isBare && !hasMeta(params);
}

function hasMeta(params: unknown): boolean {
  const isObject = typeof params === 'object' && params !== null && !Array.isArray(params);
  return !isObject || '_meta' in params;
}
