import { once } from 'node:events';
import { connect } from 'node:net';

import { memorySource } from '@bedrock-spend/core';
import { describe, expect, it, onTestFinished } from 'vitest';

import { createGate } from './gate.testing.ts';
import {
  callMessage,
  errorOf,
  eventsOf,
  initializeMessage,
  lastMessageOf,
  openSession,
  postRequest,
  post,
} from './json-rpc.testing.ts';
import { createApp } from './http.ts';
import { createLogger } from './logger.ts';
import { testServer } from './test-server.testing.ts';

const ping = { jsonrpc: '2.0', id: 9, method: 'ping' };

describe('status codes of the MCP endpoint', () => {
  it('opens a session on initialize and answers as an event with an id', async () => {
    const { url } = await testServer();

    const response = await post(url, initializeMessage);

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('mcp-session-id')).toMatch(/^[\x21-\x7e]+$/);
    const last = eventsOf(await response.text()).at(-1);
    expect(last?.id).not.toBe('');
    expect(last?.message).toMatchObject({
      id: 1,
      result: { protocolVersion: '2025-11-25', serverInfo: { name: 'bedrock-spend' } },
    });
  });

  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'speaks protocol version %s',
    async (protocolVersion) => {
      const { url } = await testServer();
      const params = { ...initializeMessage.params, protocolVersion };

      const response = await post(url, { ...initializeMessage, params });

      const last = eventsOf(await response.text()).at(-1);
      expect(last?.message).toMatchObject({ result: { protocolVersion } });
    },
  );

  it('answers 400 to a call without a session id and says which header is missing', async () => {
    const { url } = await testServer();

    const response = await post(url, ping);

    expect(response.status).toBe(400);
    expect(await errorOf(response)).toEqual({
      code: -32000,
      message: 'Send the Mcp-Session-Id header that initialize was answered with.',
    });
  });

  it.each(['POST', 'GET', 'DELETE'])(
    'answers 404 to %s with an unknown session id',
    async (method) => {
      const { url } = await testServer();

      const response = await fetch(url, {
        method,
        headers: {
          Accept: 'application/json, text/event-stream',
          'Content-Type': 'application/json',
          'Mcp-Session-Id': '0b9f7a52-0000-4000-8000-000000000000',
        },
        ...(method === 'POST' && { body: JSON.stringify(ping) }),
      });

      expect(response.status).toBe(404);
      expect(await errorOf(response)).toEqual({
        code: -32001,
        message: 'This session is unknown or over: initialize a new one.',
      });
    },
  );

  it.each(['GET', 'DELETE'])('answers 400 to %s without a session id', async (method) => {
    const { url } = await testServer();

    const response = await fetch(url, { method, headers: { Accept: 'text/event-stream' } });

    expect(response.status).toBe(400);
  });

  it('answers 400 to a second initialize in a session', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, initializeMessage, { session });

    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe(-32600);
  });

  it('answers 400 to an initialize that lacks what it needs, and keeps no session', async () => {
    const server = await testServer();

    const response = await post(server.url, { jsonrpc: '2.0', id: 1, method: 'initialize' });

    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({
      code: -32602,
      message: 'initialize needs an id, protocolVersion, capabilities and clientInfo.',
    });
  });

  it('answers 400 to what is not JSON', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, '{"jsonrpc":', { session });

    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe(-32700);
  });

  it('answers 400 to JSON that is not JSON-RPC', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, { hello: 'world' }, { session });

    expect(response.status).toBe(400);
    expect((await errorOf(response)).code).toBe(-32700);
  });

  it('answers 400 to a protocol version that it does not know', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, ping, {
      session,
      headers: { 'MCP-Protocol-Version': '1999-01-01' },
    });

    expect(response.status).toBe(400);
  });

  it('answers 406 when the client does not accept both kinds of answer', async () => {
    const { url } = await testServer();

    const response = await post(url, initializeMessage, {
      headers: { Accept: 'application/json' },
    });

    expect(response.status).toBe(406);
  });

  it('answers 415 to a body of another type', async () => {
    const { url } = await testServer();

    const response = await post(url, initializeMessage, {
      headers: { 'Content-Type': 'text/plain' },
    });

    expect(response.status).toBe(415);
  });

  it('answers 202 to a notification', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(
      url,
      { jsonrpc: '2.0', method: 'notifications/initialized' },
      { session },
    );

    expect(response.status).toBe(202);
  });

  it.each(['PUT', 'PATCH', 'HEAD', 'OPTIONS'])('answers 405 to %s', async (method) => {
    const { url } = await testServer();

    const response = await fetch(url, { method });

    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST, DELETE');
  });

  it('answers 404 at paths that are not its own', async () => {
    const { url } = await testServer();

    const response = await fetch(new URL('/elsewhere', url));

    expect(response.status).toBe(404);
    expect((await errorOf(response)).message).toContain('/mcp');
  });

  it('tells at /healthz that it is well', async () => {
    const { url } = await testServer();

    const response = await fetch(new URL('/healthz', url));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'ok', name: 'bedrock-spend' });
  });

  it('serves /prod/mcp as well as /mcp, or the paths that it is told', async () => {
    const usual = await testServer();
    const other = await testServer({ app: { paths: ['/stage/mcp'] } });

    const answers = await Promise.all([
      post(new URL('/prod/mcp', usual.url).href, initializeMessage),
      post(new URL('/stage/mcp', other.url).href, initializeMessage),
      post(new URL('/mcp', other.url).href, initializeMessage),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
  });

  it.each([
    [{ method: 'tools/call' }, expect.stringContaining('Invalid tools/call request')],
    [{ method: 'tools/call', params: { name: 7 } }, expect.stringContaining('Invalid tools/call')],
    [{ method: 'tools/call', params: { name: 'x' } }, expect.stringContaining('There is no tool')],
    [{ method: 'logging/setLevel' }, expect.stringContaining('The level must be one of')],
  ])('answers "invalid parameters" to %j', async (request, message) => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, { jsonrpc: '2.0', id: 2, ...request }, { session });

    expect(await lastMessageOf(response)).toMatchObject({
      id: 2,
      error: { code: -32602, message },
    });
  });

  it('answers "method not found" to a method that does not exist', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, { ...ping, method: 'no/such' }, { session });

    expect(response.status).toBe(200);
    expect(await lastMessageOf(response)).toMatchObject({
      error: { code: -32601 },
    });
  });
});

describe('sessions over HTTP', () => {
  it('is over after DELETE', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const ended = await fetch(url, { method: 'DELETE', headers: { 'Mcp-Session-Id': session } });
    const after = await post(url, ping, { session });

    expect(ended.status).toBe(200);
    expect(after.status).toBe(404);
  });

  it('keeps a GET stream open, and only one', async () => {
    const { url } = await testServer();
    const session = await openSession(url);
    const headers = { Accept: 'text/event-stream', 'Mcp-Session-Id': session };
    const abort = new AbortController();

    const first = await fetch(url, { headers, signal: abort.signal });
    const second = await fetch(url, { headers });

    expect([first.status, second.status]).toEqual([200, 409]);
    abort.abort();
  });

  it('refuses new sessions while all it may have run calls, and forgets a quiet one for the time being otherwise', async () => {
    const gate = createGate();
    const { url } = await testServer({
      wait: gate.wait,
      sessions: { maxSessions: 2 },
    });
    const [busy, quiet] = [await openSession(url), await openSession(url)];
    const call = post(url, callMessage('multi-greet', { name: 'Ana' }), { session: busy });
    await gate.reached;

    const third = await openSession(url);
    const quietAfter = await post(url, ping, { session: quiet });
    const otherCall = post(url, callMessage('multi-greet', { name: 'Ben' }), { session: third });
    await otherCall;
    const fourth = await post(url, initializeMessage);

    expect(third).not.toBe('');
    expect(quietAfter.status).toBe(200);
    expect(fourth.status).toBe(503);
    expect(fourth.headers.get('retry-after')).toBe('5');
    gate.open();
    expect(await (await call).text()).toContain('Good morning, Ana!');
  });

  it('forgets a session that was silent for too long, until it is heard of again', async () => {
    let nowMs = 0;
    const logger = createLogger({ level: 'silent' });
    const app = createApp({
      source: memorySource([]),
      logger,
      nowMs: () => nowMs,
      sessions: { idleMs: 1000 },
    });
    onTestFinished(() => app.close(0));
    const fetchFromApp = (session: string | undefined, message: unknown) =>
      app.fetch(postRequest('http://localhost/mcp', message, { session }));
    const opened = await fetchFromApp(undefined, initializeMessage);
    const session = opened.headers.get('mcp-session-id') ?? '';
    nowMs = 900;
    await fetchFromApp(session, ping);
    nowMs = 1800;
    app.sweep();
    const before = app.sessionCount;
    nowMs = 2500;
    app.sweep();
    const after = app.sessionCount;

    expect([before, after]).toEqual([1, 0]);
    expect((await fetchFromApp(session, ping)).status).toBe(200);
    expect(app.sessionCount).toBe(1);
  });

  it('ends a session when its lifetime is over', async () => {
    const { url } = await testServer({ sessions: { lifetimeMs: 1 } });
    const session = await openSession(url);

    await expect
      .poll(async () => (await post(url, ping, { session })).status, { timeout: 5000 })
      .toBe(404);
  });
});

describe('what is refused before the body is read', () => {
  it.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'http://evil.example:3000',
    'null',
    'file://',
  ])('answers 403 to the Origin %s', async (origin) => {
    const { url } = await testServer();

    const response = await post(url, initializeMessage, { headers: { Origin: origin } });

    expect(response.status).toBe(403);
    expect((await errorOf(response)).message).toBe('Calls from this Origin are refused.');
  });

  it.each(['http://localhost:6274', 'http://127.0.0.1', 'http://[::1]:8080'])(
    'serves the Origin %s of this machine',
    async (origin) => {
      const { url } = await testServer();

      const response = await post(url, initializeMessage, { headers: { Origin: origin } });

      expect(response.status).toBe(200);
    },
  );

  it('serves an Origin that it was told to allow', async () => {
    const { url } = await testServer({ app: { allowedOrigins: ['desk.example'] } });

    const response = await post(url, initializeMessage, {
      headers: { Origin: 'https://desk.example' },
    });

    expect(response.status).toBe(200);
  });

  it.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1.evil.example'])(
    'answers 403 to the Host %s, though the body never comes',
    async (host) => {
      const server = await testServer();

      const answer = await rawAnswer(
        server.port,
        `POST /mcp HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 1000\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain('This Host is not served here.');
    },
  );

  it.each(['localhost', 'LOCALHOST:80', '127.0.0.1:1234', '[::1]'])(
    'serves the Host %s',
    async (host) => {
      const server = await testServer();

      const answer = await rawAnswer(
        server.port,
        `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    },
  );

  it('answers 413 to a body of 5 MB and goes on serving', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, callMessage('greet', { name: 'a'.repeat(5_000_000) }), {
      session,
    });

    expect(response.status).toBe(413);
    expect(await errorOf(response)).toEqual({
      code: -32000,
      message: 'The request body is too large: at most 4194304 bytes are read.',
    });
    expect((await post(url, ping, { session })).status).toBe(200);
  });

  it('answers 413 to a body without a declared length, too', async () => {
    const { url } = await testServer();
    const chunk = new Uint8Array(64 * 1024).fill(0x20);
    const body = new ReadableStream({
      pull: (controller) => controller.enqueue(chunk),
    });

    const response = await fetch(url, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'Content-Type': 'application/json' },
    });

    expect(response.status).toBe(413);
  });

  it('takes a body just under the limit', async () => {
    const { url } = await testServer();
    const session = await openSession(url);

    const response = await post(url, callMessage('greet', { name: 'a'.repeat(4_000_000) }), {
      session,
    });

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('must be at most 200 characters long');
  });
});

/** What comes back for bytes as no HTTP library would send them. */
async function rawAnswer(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.setEncoding('utf8');
  let answer = '';
  socket.on('data', (chunk: string) => {
    answer += chunk;
    if (answer.includes('}')) socket.end();
  });
  socket.write(text);
  await once(socket, 'close');
  return answer;
}
