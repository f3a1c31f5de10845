import { fileURLToPath } from 'node:url';

import { memorySource } from '@bedrock-spend/core';
import { describe, expect, it } from 'vitest';

import { createGate } from './gate.testing.ts';
import { createApp } from './http.ts';
import { callMessage, errorOf, initializeMessage, openSession, post } from './json-rpc.testing.ts';
import { createLogger } from './logger.ts';
import { startProgram } from './run-program.testing.ts';
import { testServer } from './test-server.testing.ts';

const example = fileURLToPath(
  new URL('../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);

// Each program takes seconds to start on a busy machine.
const timeout = 30_000;

describe('a server process that is told to stop', { timeout }, () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'lets a call that runs over %s end, gives its answer, and ends with status 0',
    async (signal) => {
      const { program, url, session } = await busyProgram();
      const call = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });

      program.child.kill(signal);

      expect(await call.text()).toContain('Good morning, Ana!');
      const { status, stderr } = await program.ended;
      expect(status).toBe(0);
      expect(stderr).toContain('"tool":"multi-greet","outcome":"ok"');
      expect(stderr.trimEnd().split('\n').at(-1)).toContain('"msg":"closed"');
    },
  );

  it('gives the answer of a call of the protocol without sessions, too, and ends who only listens', async () => {
    const { program, url } = await busyProgram();
    const listener = await statelessRequest(url, 'subscriptions/listen', {
      notifications: { resourceSubscriptions: ['bedrock-spend://prices'] },
    });
    const call = statelessRequest(url, 'tools/call', {
      name: 'multi-greet',
      arguments: { name: 'Ana' },
    });
    await expect.poll(() => runningCalls(url)).toBe(1);

    program.child.kill('SIGTERM');

    expect(await (await call).text()).toContain('Good morning, Ana!');
    expect(listener.status).toBe(200);
    await listener.text();
    const { status, stderr } = await program.ended;
    expect(status).toBe(0);
    expect(stderr.trimEnd().split('\n').at(-1)).toContain('"msg":"closed"');
  });

  it('takes no new connections while a call still runs', async () => {
    const { program, url, session } = await busyProgram();
    const call = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });
    program.child.kill('SIGTERM');
    await program.logged('shutting down');

    const late = await post(url, initializeMessage).then(
      ({ status }) => status,
      () => 'refused',
    );

    expect([503, 'refused']).toContain(late);
    expect(await call.text()).toContain('Good morning, Ana!');
  });

  it('ends the streams of clients that only listen', async () => {
    const { program, url, session } = await busyProgram();
    const stream = await fetch(url, {
      headers: { Accept: 'text/event-stream', 'Mcp-Session-Id': session },
    });

    program.child.kill('SIGTERM');

    expect(stream.status).toBe(200);
    await stream.text();
    expect((await program.ended).status).toBe(0);
  });

  it('ends at once on a second signal, though a call still runs', async () => {
    const { program, url, session } = await busyProgram();
    const call = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });
    program.child.kill('SIGTERM');
    await program.logged('shutting down');

    program.child.kill('SIGINT');

    const { status, stderr } = await program.ended;
    expect(status).toBe(null);
    expect(program.child.signalCode).toBe('SIGINT');
    expect(stderr).not.toContain('"msg":"closed"');
    await expect(call.text()).rejects.toThrow('terminated');
  });
});

describe('before a server stops', () => {
  it('goes on serving while load balancers notice that it is not ready', async () => {
    const server = await testServer({ noticeMs: 500 });
    const session = await openSession(server.url);

    const closing = server.close();
    const ready = await fetch(new URL('/readyz', server.url));
    const call = await post(server.url, callMessage('greet', { name: 'Ana' }), { session });

    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      parts: { calls: { status: 'failed', message: 'The server is shutting down.' } },
    });
    expect(call.headers.get('connection')).toBe('close');
    expect(await call.text()).toContain('Hello, Ana!');
    await closing;
    await expect(fetch(new URL('/healthz', server.url))).rejects.toThrow('fetch failed');
  });
});

describe('while a server stops', () => {
  it('sends new calls elsewhere, and tells at /readyz', async () => {
    const gate = createGate();
    const app = createApp({
      source: memorySource([]),
      logger: createLogger({ level: 'silent' }),
      wait: gate.wait,
    });
    const session = await sessionOf(app);
    const call = await app.fetch(requestOf(callMessage('multi-greet', { name: 'Ana' }), session));
    await gate.reached;

    const closing = app.close(5000);
    const late = await app.fetch(requestOf(callMessage('greet', { name: 'Ben' }), session));
    const opening = await app.fetch(requestOf(initializeMessage));
    const ready = await app.fetch(new Request('http://localhost/readyz'));
    const health = await app.fetch(new Request('http://localhost/healthz'));
    gate.open();

    for (const refused of [late, opening]) {
      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(refused.headers.get('connection')).toBe('close');
      expect((await errorOf(refused)).message).toBe('The server is shutting down.');
    }
    expect([ready.status, health.status]).toEqual([503, 200]);
    expect(await call.text()).toContain('Good morning, Ana!');
    await closing;
  });

  it('waits for an answer that its client has not taken yet', async () => {
    const app = createApp({
      source: memorySource([]),
      logger: createLogger({ level: 'silent' }),
      wait: async () => {},
    });
    const session = await sessionOf(app);
    const call = await app.fetch(requestOf(callMessage('multi-greet', { name: 'Ana' }), session));
    let isClosed = false;
    const closing = app.close(5000).finally(() => {
      isClosed = true;
    });
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    const before = isClosed;

    const text = await call.text();
    await closing;

    expect(before).toBe(false);
    expect(text).toContain('Good morning, Ana!');
  });

  it('does not wait for clients that never take their answer', async () => {
    const app = createApp({
      source: memorySource([]),
      logger: createLogger({ level: 'silent' }),
      wait: async () => {},
    });
    const session = await sessionOf(app);
    const call = await app.fetch(requestOf(callMessage('multi-greet', { name: 'Ana' }), session));

    await app.close(200);

    expect(call.status).toBe(200);
    expect((await app.fetch(requestOf(initializeMessage))).status).toBe(503);
  });
});

async function busyProgram() {
  const program = startProgram(['--port', '0', example]);
  const url = await program.listening;
  return { program, url, session: await openSession(url) };
}

async function runningCalls(url: string): Promise<number> {
  const metrics = await (await fetch(new URL('/metrics', url))).text();
  return Number(/^bedrock_spend_running_calls (\d+)$/m.exec(metrics)?.[1]);
}

async function statelessRequest(
  url: string,
  method: string,
  params: Record<string, unknown>,
): Promise<Response> {
  const protocolVersion = '2026-07-28';
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': protocolVersion,
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'raw', version: '1.0.0' },
  };
  const name = params['name'];
  return post(
    url,
    { jsonrpc: '2.0', id: 1, method, params: { ...params, _meta } },
    {
      headers: {
        'MCP-Protocol-Version': protocolVersion,
        'Mcp-Method': method,
        ...(typeof name === 'string' && { 'Mcp-Name': name }),
      },
    },
  );
}

function requestOf(message: unknown, session?: string): Request {
  return new Request('http://localhost/mcp', {
    method: 'POST',
    headers: {
      Accept: 'application/json, text/event-stream',
      'Content-Type': 'application/json',
      ...(session !== undefined && { 'Mcp-Session-Id': session }),
    },
    body: JSON.stringify(message),
  });
}

async function sessionOf(app: ReturnType<typeof createApp>): Promise<string> {
  const response = await app.fetch(requestOf(initializeMessage));
  await response.text();
  return response.headers.get('mcp-session-id') ?? '';
}
