import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that does to each request what a test says, down to the bytes and the sockets. */
export interface ScriptedServer {
  url: string;
  /** Methods of all messages so far: `initialize`, `tools/call`. */
  methods: string[];
  close: () => Promise<void>;
}

export interface ScriptedRequest {
  id: number;
  method: string;
  params: Record<string, unknown>;
  request: IncomingMessage;
  response: ServerResponse;
}

export interface Script {
  tools?: readonly Record<string, unknown>[];
  /** What a tool call gets; `count` is 1 for the first. */
  onCall: (call: ScriptedRequest, count: number) => void;
  /** What a GET gets; 405 when left out. */
  onGet?: (request: IncomingMessage, response: ServerResponse) => void;
  port?: number;
}

export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  const methods: string[] = [];
  let calls = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      if (script.onGet !== undefined) script.onGet(request, response);
      else response.writeHead(405).end();
      return;
    }
    void take(request, response);
  });
  await new Promise<void>((resolve) => server.listen(script.port ?? 0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    methods,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const message = await readJson(request);
    const { method = '', id = -1 } = message;
    methods.push(method);
    if (!('id' in message)) response.writeHead(202).end();
    else if (method === 'initialize') answer(response, id, initializeResult, newSession);
    else if (method === 'tools/list') answer(response, id, { tools: script.tools ?? [] });
    else script.onCall({ ...message, id, method, request, response }, (calls += 1));
  }
}

/** Answers a request with one JSON document. */
export function answer(
  response: ServerResponse,
  id: number,
  result: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
}

/** Begins an SSE answer and sends one event, without ending it. */
export function beginStream(response: ServerResponse, event: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(event);
}

export function text(value: string): unknown {
  return { content: [{ type: 'text', text: value }] };
}

const newSession = { 'mcp-session-id': 'session-1' };

const initializeResult = {
  protocolVersion: '2025-11-25',
  capabilities: { tools: {} },
  serverInfo: { name: 'scripted', version: '1.0.0' },
};

async function readJson(
  request: IncomingMessage,
): Promise<{ id?: number; method?: string; params: Record<string, unknown> }> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
