import type { NodeHttpHandler } from '@smithy/node-http-handler';

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

const connectionTimeoutMs = 5_000;
const requestTimeoutMs = 60_000;
// FilterLogEvents of many log groups at the same time; the default of 50 is for one.
const mostSockets = 50;

/**
 * What carries requests to AWS: over connections that stay open, through the proxy that the
 * environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY), never without an end.
 */
export async function createHttpHandler(environment: Environment): Promise<NodeHttpHandler> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  const agents = hasProxy(environment)
    ? await proxyAgents()
    : {
        httpAgent: { keepAlive: true, maxSockets: mostSockets },
        httpsAgent: { keepAlive: true, maxSockets: mostSockets },
      };
  return new NodeHttpHandler({
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    ...agents,
  });
}

function hasProxy(environment: Environment): boolean {
  return ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].some(
    (name) => isGiven(environment[name]) || isGiven(environment[name.toLowerCase()]),
  );
}

function isGiven(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}

/** Loads what speaks to proxies, which most people do without. */
async function proxyAgents() {
  const { ProxyAgent } = await import('proxy-agent');
  const agent = new ProxyAgent({ keepAlive: true, maxSockets: mostSockets });
  return { httpAgent: agent, httpsAgent: agent as never };
}
