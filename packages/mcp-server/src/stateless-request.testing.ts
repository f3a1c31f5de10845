import { post } from './json-rpc.testing.ts';

const revision = '2026-07-28';

export interface Answer {
  status: number;
  result?: Record<string, unknown>;
  error?: Record<string, unknown>;
}

export interface Asked {
  method: string;
  params?: Record<string, unknown>;
  /** What the client says that it can do. */
  capabilities?: object;
  version?: string;
  headers?: Record<string, string>;
}

/** One raw request in the protocol without sessions. */
export async function ask(
  url: string,
  { method, params = {}, capabilities = {}, version = revision, headers }: Asked,
): Promise<Answer> {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientCapabilities': capabilities,
  };
  const name = params['name'];
  const response = await post(
    url,
    { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } },
    {
      headers: {
        'MCP-Protocol-Version': version,
        'Mcp-Method': method,
        ...(typeof name === 'string' && { 'Mcp-Name': name }),
        ...headers,
      },
    },
  );
  return { ...((await response.json()) as Omit<Answer, 'status'>), status: response.status };
}
