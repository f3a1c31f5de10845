import { memorySource } from '@bedrock-spend/core';

import { createApp } from '../http.ts';
import { createLogger } from '../logger.ts';

export interface WarmUpOptions {
  /** Calls of each kind. Default 20: by then what a call runs through is compiled, and its feedback warm. */
  rounds?: number | undefined;
  /** False leaves the protocol without sessions, and its SDK, to the first who speaks it. Default true. */
  isStatelessToo?: boolean | undefined;
}

let warm: Promise<void> | undefined;

/**
 * Runs calls of both families of protocol versions through an app of its own that answers from memory,
 * so that the first caller meets code that is compiled and schemas that are listed. Nothing of it can
 * be seen from outside: it writes no log, counts nothing, and its sessions are gone when it is done.
 *
 * Start it once the server listens: it is to delay nobody. Further servers of a process find it done.
 */
export function warmUp(options: WarmUpOptions = {}): Promise<void> {
  warm ??= makeCalls(options);
  return warm;
}

async function makeCalls({ rounds = 20, isStatelessToo = true }: WarmUpOptions): Promise<void> {
  const app = createApp({ source: memorySource([]), logger: createLogger({ level: 'silent' }) });
  const send = async (message: object, headers: Readonly<Record<string, string>> = {}) => {
    const response = await app.fetch(requestOf({ jsonrpc: '2.0', ...message }, headers));
    const text = await response.text();
    // A refusal compiles little of what answers do.
    const isAnswered = response.status === 202 || text.includes('"result":');
    if (!isAnswered) throw new Error(`answered ${response.status}`);
    return response;
  };
  try {
    const opened = await send({ id: 1, method: 'initialize', params: initialize });
    const session = { 'Mcp-Session-Id': opened.headers.get('mcp-session-id') ?? '' };
    await send({ method: 'notifications/initialized' }, session);
    for (let round = 0; round < rounds; round += 1) {
      await send({ id: 2, method: 'tools/list', params: {} }, session);
      await send({ id: 3, method: 'tools/call', params: greeting }, session);
      if (isStatelessToo) {
        await send({ id: 4, method: 'tools/call', params: { ...greeting, _meta: meta } }, modern);
      }
      // Whoever has come by now goes first.
      await new Promise(setImmediate);
    }
  } finally {
    await app.close(0);
  }
}

const clientInfo = { name: 'warm-up', version: '1.0.0' };
const initialize = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
const greeting = { name: 'greet', arguments: { name: 'Ana' } };
const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
  'io.modelcontextprotocol/clientInfo': clientInfo,
};
const modern = {
  'MCP-Protocol-Version': '2026-07-28',
  'Mcp-Method': 'tools/call',
  'Mcp-Name': 'greet',
};

function requestOf(message: object, headers: Readonly<Record<string, string>>): Request {
  const body = JSON.stringify(message);
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      'Content-Length': String(Buffer.byteLength(body)),
      ...headers,
    },
    body,
  });
}
