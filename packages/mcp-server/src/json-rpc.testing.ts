import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';

const bothTypes = 'application/json, text/event-stream';

export const initializeMessage = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: LATEST_PROTOCOL_VERSION,
    capabilities: {},
    clientInfo: { name: 'raw', version: '1.0.0' },
  },
};

export interface PostOptions {
  session?: string | undefined;
  headers?: Record<string, string>;
}

/** POSTs a JSON-RPC message, or text as it is, the way a client does. */
export async function post(
  url: string,
  message: unknown,
  options: PostOptions = {},
): Promise<Response> {
  return fetch(postRequest(url, message, options));
}

export function postRequest(
  url: string,
  message: unknown,
  { session, headers }: PostOptions = {},
): Request {
  return new Request(url, {
    method: 'POST',
    headers: {
      Accept: bothTypes,
      'Content-Type': 'application/json',
      ...(session !== undefined && { 'Mcp-Session-Id': session }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
}

/** Initializes by hand and gives the session's id. */
export async function openSession(
  url: string,
  { headers = {} }: PostOptions = {},
): Promise<string> {
  const response = await post(url, initializeMessage, { headers });
  await response.text();
  const session = response.headers.get('mcp-session-id') ?? '';
  await post(url, { jsonrpc: '2.0', method: 'notifications/initialized' }, { session, headers });
  return session;
}

/** A `tools/call` message. */
export function callMessage(
  name: string,
  toolArguments: unknown,
  id: number | string = 2,
): unknown {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: toolArguments } };
}

/** JSON-RPC messages of an event stream, with their event ids. */
export function eventsOf(text: string): { id: string; message: Record<string, unknown> | null }[] {
  return text
    .split('\n\n')
    .filter((block) => block.includes('id: '))
    .map((block) => {
      const fields = new Map(
        block.split('\n').map((line) => {
          const colon = line.indexOf(':');
          return [line.slice(0, colon), line.slice(colon + 1).trim()] as const;
        }),
      );
      const data = fields.get('data') ?? '';
      return {
        id: fields.get('id') ?? '',
        message: data === '' ? null : (JSON.parse(data) as Record<string, unknown>),
      };
    });
}

/** The last JSON-RPC message of an answer, whether it came as JSON or on a stream. */
export async function lastMessageOf(response: Response): Promise<Record<string, unknown> | null> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return isJson
    ? (JSON.parse(text) as Record<string, unknown>)
    : (eventsOf(text).at(-1)?.message ?? null);
}

/** The JSON-RPC error of an answer that never became a stream. */
export async function errorOf(response: Response): Promise<{ code: number; message: string }> {
  const body = (await response.json()) as { error: { code: number; message: string } };
  return body.error;
}
