import { afterEach, describe, expect, it } from 'vitest';
import { errorSentence } from './error-sentence.ts';
import { createMcpSession, type McpSession } from './mcp-session.ts';
import {
  answer,
  beginStream,
  startScriptedServer,
  text,
  type Script,
  type ScriptedServer,
} from './scripted-server.testing.ts';

const readOnly = {
  name: 'look',
  inputSchema: { type: 'object' },
  annotations: { readOnlyHint: true },
};
const writing = { name: 'change', inputSchema: { type: 'object' } };

const open: { session?: McpSession; servers: ScriptedServer[] } = { servers: [] };

afterEach(async () => {
  await open.session?.disconnect();
  for (const server of open.servers) await server.close();
  open.servers = [];
});

async function startServer(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  open.servers.push(server);
  return server;
}

async function connectTo(
  url: string,
  timeoutMs = 5000,
): Promise<{ session: McpSession; notes: string[] }> {
  const notes: string[] = [];
  const session = createMcpSession({
    apiKey: undefined,
    timeoutMs,
    onLog: () => undefined,
    onNote: (note) => notes.push(note),
  });
  open.session = session;
  await session.connect(url);
  return { session, notes };
}

const look = { name: 'look', arguments: {} };
const change = { name: 'change', arguments: {} };

describe('a session', () => {
  it('opens a new session when the server has forgotten it, and repeats the call once', async () => {
    const server = await startServer({
      onCall({ id, response }, count) {
        if (count === 1) response.writeHead(404).end('{"error":"unknown session"}');
        else answer(response, id, text('here'));
      },
    });
    const { session } = await connectTo(server.url);
    expect(await session.callTool(change)).toMatchObject(text('here') as object);
    expect(server.methods.filter((method) => method === 'initialize')).toHaveLength(2);
  });

  it('waits for a server that is down while it is restarted', async () => {
    const script: Script = { onCall: ({ id, response }) => answer(response, id, text('here')) };
    const first = await startServer(script);
    const { session, notes } = await connectTo(first.url);
    await first.close();
    const port = Number(new URL(first.url).port);
    const restarted = new Promise<void>((resolve, reject) => {
      setTimeout(() => void startServer({ ...script, port }).then(() => resolve(), reject), 600);
    });
    expect(await session.callTool(change)).toMatchObject(text('here') as object);
    await restarted;
    expect(notes).toHaveLength(2);
  });

  it.each([
    ['is cut', (response: { destroy: () => void }) => response.destroy()],
    ['ends early', (response: { end: () => void }) => response.end()],
  ])('repeats a call that only reads when its stream %s', async (_, stop) => {
    const server = await startServer({
      tools: [readOnly],
      onCall({ id, response }, count) {
        if (count > 1) return answer(response, id, text('here'));
        beginStream(response, ': hello\n\n');
        setTimeout(() => stop(response), 50);
      },
    });
    const { session } = await connectTo(server.url);
    expect(await session.callTool(look)).toMatchObject(text('here') as object);
  });

  it('does not repeat a call that may have changed something', async () => {
    const server = await startServer({
      tools: [writing],
      onCall({ response }) {
        beginStream(response, ': hello\n\n');
        setTimeout(() => response.destroy(), 50);
      },
    });
    const { session } = await connectTo(server.url);
    await expect(session.callTool(change)).rejects.toThrow(/the call may have run/);
    expect(server.methods.filter((method) => method === 'tools/call')).toHaveLength(1);
    expect(session.connection?.sessionId).toBe('session-1');
  });

  it.each([204, 404, 405])(
    'does not wait for a stream that cannot be resumed (%i)',
    async (status) => {
      const server = await startServer({
        tools: [writing],
        onCall({ response }) {
          beginStream(response, 'id: 1\nretry: 50\ndata: \n\n');
          setTimeout(() => response.destroy(), 50);
        },
        onGet: (request, response) =>
          response.writeHead(request.headers['last-event-id'] === undefined ? 405 : status).end(),
      });
      const { session } = await connectTo(server.url, 20_000);
      await expect(session.callTool(change)).rejects.toThrow(/the call may have run/);
    },
  );

  it('takes up a stream that was cut where the server kept its events', async () => {
    let callId = 0;
    const server = await startServer({
      onCall({ id, response }) {
        callId = id;
        beginStream(response, 'id: 1\nretry: 50\ndata: \n\n');
        setTimeout(() => response.destroy(), 50);
      },
      onGet(request, response) {
        if (request.headers['last-event-id'] !== '1') return void response.writeHead(405).end();
        const message = JSON.stringify({ jsonrpc: '2.0', id: callId, result: text('late') });
        beginStream(response, `id: 2\ndata: ${message}\n\n`);
        response.end();
      },
    });
    const { session } = await connectTo(server.url);
    expect(await session.callTool(change)).toMatchObject(text('late') as object);
  });

  it('gives up on a server that says nothing', async () => {
    const server = await startServer({ onCall: () => undefined });
    const { session } = await connectTo(server.url, 300);
    const error: unknown = await session.callTool(look).catch((thrown: unknown) => thrown);
    expect(errorSentence(error, server.url)).toMatch(/^No answer in time .*--timeout/);
  });

  it('waits longer while the server says how far it is', async () => {
    const server = await startServer({
      onCall({ id, params, response }) {
        const { progressToken } = params['_meta'] as { progressToken: number };
        beginStream(response, ': hello\n\n');
        let progress = 0;
        const timer = setInterval(() => {
          progress += 1;
          const notification = {
            method: 'notifications/progress',
            params: { progressToken, progress },
          };
          response.write(`data: ${JSON.stringify({ jsonrpc: '2.0', ...notification })}\n\n`);
          if (progress < 4) return;
          clearInterval(timer);
          const message = { jsonrpc: '2.0', id, result: text('slow') };
          response.end(`data: ${JSON.stringify(message)}\n\n`);
        }, 200);
      },
    });
    const { session } = await connectTo(server.url, 400);
    const steps: number[] = [];
    const result = await session.callTool(look, {
      onProgress: ({ progress }) => steps.push(progress),
    });
    expect(result).toMatchObject(text('slow') as object);
    expect(steps.length).toBeGreaterThanOrEqual(3);
  });

  it('cancels a call on the server when its signal aborts', async () => {
    const server = await startServer({ onCall: () => undefined });
    const { session } = await connectTo(server.url);
    const abort = new AbortController();
    const call = session.callTool(look, { signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(call).rejects.toThrow('AbortError');
    await expect.poll(() => server.methods).toContain('notifications/cancelled');
    expect(session.connection).not.toBeNull();
  });
});

async function sentenceOf(url: string): Promise<string> {
  const error: unknown = await connectTo(url).catch((thrown: unknown) => thrown);
  return errorSentence(error, url);
}

describe('connecting', () => {
  it('says that no server answers, and how to start one', async () => {
    const server = await startServer({ onCall: () => undefined });
    await server.close();
    expect(await sentenceOf(server.url)).toBe(
      `No server answers at ${server.url}: start one with bedrock-spend serve, or give another address.`,
    );
  });

  it('says what an address looks like', async () => {
    expect(await sentenceOf('localhost:3000')).toBe(
      "'localhost:3000' is not an address: it looks like http://localhost:3000/mcp.",
    );
  });
});
