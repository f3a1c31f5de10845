import type { NodeHttpHandler } from '@smithy/node-http-handler';

const connectionTimeoutMs = 5_000;
const requestTimeoutMs = 60_000;

/**
 * What carries requests to AWS: over connections that stay open, through the proxy that the
 * environment names (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY), never without an end.
 */
export async function createHttpHandler(): Promise<NodeHttpHandler> {
  const { NodeHttpHandler } = await import('@smithy/node-http-handler');
  return new NodeHttpHandler({
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    ...(hasProxy() ? await proxyAgents() : {}),
  });
}

function hasProxy(): boolean {
  return ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'].some(
    (name) => isGiven(name) || isGiven(name.toLowerCase()),
  );
}

function isGiven(name: string): boolean {
  return (process.env[name] ?? '') !== '';
}

/** Loads what speaks to proxies, which most people do without. */
async function proxyAgents() {
  const { ProxyAgent } = await import('proxy-agent');
  const agent = new ProxyAgent({ keepAlive: true });
  return { httpAgent: agent, httpsAgent: agent as never };
}
