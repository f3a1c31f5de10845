import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';

/** How the calls are spread: over so many sessions in turn, or none (a stateless server). */
export interface CallPlan {
  url: string;
  calls: number;
  sessions: number;
  /** Requests on their way at the same time. */
  atOnce: number;
  method: 'tools/call' | 'tools/list';
  /** The stateless protocol of 2026-07-28. */
  modern?: boolean;
  /** Told how long each answer took, in milliseconds. */
  onAnswer?: (durationMs: number) => void;
}

const modernVersion = '2026-07-28';

/** Opens the sessions that the calls are spread over; one empty name where there are none. */
export async function openSessions({ url, sessions }: CallPlan): Promise<string[]> {
  if (sessions === 0) return [''];
  const opened: string[] = [];
  for (let index = 0; index < sessions; index++) {
    const response = await send(url, initialize, {});
    await response.text();
    const session = response.headers.get('mcp-session-id') ?? '';
    const note = { jsonrpc: '2.0', method: 'notifications/initialized' };
    await (await send(url, note, { 'Mcp-Session-Id': session })).text();
    opened.push(session);
  }
  return opened;
}

/** Makes the calls, and checks that each was answered with a result. */
export async function makeCalls(plan: CallPlan, sessions: readonly string[]): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: plan.atOnce }, async () => {
      while (next < plan.calls) {
        const index = next++;
        const startedMs = performance.now();
        await call(plan, index, sessions[index % sessions.length] ?? '');
        plan.onAnswer?.(performance.now() - startedMs);
      }
    }),
  );
}

async function call(plan: CallPlan, index: number, session: string): Promise<void> {
  const { url, method, modern = false } = plan;
  const params = method === 'tools/list' ? {} : { name: 'greet', arguments: { name: 'Ana' } };
  const message = {
    jsonrpc: '2.0',
    id: index + 2,
    method,
    params: modern ? { ...params, _meta: modernMeta } : params,
  };
  const response = await send(url, message, {
    ...(session !== '' && { 'Mcp-Session-Id': session }),
    ...(modern && modernHeaders(method)),
  });
  const text = await response.text();
  if (!response.ok || !text.includes('"result"')) {
    throw new Error(`${method} was answered ${response.status}: ${text.slice(0, 300)}`);
  }
}

async function send(
  url: string,
  message: unknown,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(message),
  });
}

function modernHeaders(method: CallPlan['method']): Record<string, string> {
  return {
    'MCP-Protocol-Version': modernVersion,
    'Mcp-Method': method,
    ...(method === 'tools/call' && { 'Mcp-Name': 'greet' }),
  };
}

const clientInfo = { name: 'bench', version: '1.0.0' };

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo },
};

const modernMeta = {
  'io.modelcontextprotocol/protocolVersion': modernVersion,
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': clientInfo,
};
