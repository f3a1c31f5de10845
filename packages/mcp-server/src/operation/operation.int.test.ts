import { describe, expect, it } from 'vitest';
import { memorySource } from '@bedrock-spend/core';

import { createApiKey } from '../access/api-key.ts';
import { createGate } from '../gate.testing.ts';
import { createLogger } from '../logger.ts';
import { callMessage, openSession, post } from '../json-rpc.testing.ts';
import { memorySessionStore } from '../sessions/memory-session-store.ts';
import { testServer, type TestServer } from '../test-server.testing.ts';

const secret = 'ana@example.com';

describe('/metrics', () => {
  it('counts calls by tool and outcome, and requests by route and status', async () => {
    const server = await testServer();
    const session = await openSession(server.url);
    await text(post(server.url, callMessage('greet', { name: secret }), { session }));
    await text(post(server.url, callMessage('greet', {}), { session }));
    await text(post(server.url, callMessage(secret, {}), { session }));
    await text(fetch(new URL(`/${secret}`, server.url)));

    const metrics = await metricsOf(server);

    expect(metrics).toContain('bedrock_spend_calls_total{tool="greet",outcome="ok"} 1');
    expect(metrics).toContain('bedrock_spend_calls_total{tool="greet",outcome="error"} 1');
    expect(metrics).toContain('bedrock_spend_calls_total{tool="unknown",outcome="unknown-tool"} 1');
    expect(metrics).toContain(
      'bedrock_spend_http_requests_total{route="mcp",method="POST",status="200"} 4',
    );
    expect(metrics).toContain(
      'bedrock_spend_http_requests_total{route="other",method="GET",status="404"} 1',
    );
    expect(metrics).not.toContain(secret);
  });

  it('tells how many calls run now', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const session = await openSession(server.url);
    const call = post(server.url, callMessage('multi-greet', { name: 'Ana' }), { session });
    await gate.reached;

    const during = await metricsOf(server);
    gate.open();
    await text(call);

    expect(during).toContain('bedrock_spend_running_calls 1');
    await expect.poll(() => metricsOf(server)).toContain('bedrock_spend_running_calls 0');
  });

  it('counts sessions, and answers as JSON and as streams', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const session = await openSession(server.url);
    await text(post(server.url, callMessage('greet', { name: 'Ana' }), { session }));
    const call = post(server.url, callMessage('multi-greet', { name: 'Ana' }), { session });
    await gate.reached;
    gate.open();
    await text(call);
    await post(server.url, callMessage('greet', { name: 'Ana' }), { session: 'forged' });
    await fetch(server.url, { method: 'DELETE', headers: { 'Mcp-Session-Id': session } });
    await post(server.url, callMessage('greet', { name: 'Ana' }), { session });

    const metrics = await metricsOf(server);

    expect(metrics).toContain('bedrock_spend_sessions_opened_total 1');
    expect(metrics).toContain('bedrock_spend_sessions_ended_total{reason="client"} 1');
    expect(metrics).toContain('bedrock_spend_sessions 0');
    expect(metrics).toContain('bedrock_spend_answers_total{form="json"} 1');
    expect(metrics).toContain('bedrock_spend_answers_total{form="stream"} 2');
    expect(metrics).toContain('bedrock_spend_refusals_total{reason="session-forged"} 1');
    expect(metrics).toContain('bedrock_spend_refusals_total{reason="session-over"} 1');
  });

  it('says why requests were refused, and how many connections are open', async () => {
    const server = await testServer();
    await post(server.url, {}, { headers: { Origin: 'https://evil.example' } });

    const metrics = await metricsOf(server);

    expect(metrics).toContain('bedrock_spend_refusals_total{reason="origin"} 1');
    expect(metrics).toMatch(/^bedrock_spend_connections [1-9]/m);
  });

  it('is in the format of Prometheus', async () => {
    const server = await testServer();

    const response = await fetch(new URL('/metrics', server.url));

    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n').filter((line) => line !== '');
    const sample = /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[^}]*\})? (-?[\d.e+-]+|NaN|\+Inf)( \d+)?$/i;
    expect(lines.filter((line) => !line.startsWith('# ') && !sample.test(line))).toEqual([]);
  });

  it('is not given to a foreign host or web page', async () => {
    const server = await testServer();

    const response = await fetch(new URL('/metrics', server.url), {
      headers: { Origin: 'https://evil.example' },
    });

    expect(response.status).toBe(403);
  });
});

describe('a server with keys', () => {
  it('gives its metrics to callers with one, and its health to anybody', async () => {
    const { key, sha256 } = createApiKey();
    const server = await testServer({
      access: { apiKeys: [{ name: 'prometheus', sha256, scopes: [] }] },
    });
    const ask = async (path: string, headers = {}) => fetch(new URL(path, server.url), { headers });

    const answers = await Promise.all([
      ask('/metrics'),
      ask('/metrics', { 'X-Api-Key': key }),
      ask('/healthz'),
      ask('/readyz'),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([401, 200, 200, 200]);
    expect(await answers[1].text()).toContain(
      'bedrock_spend_refusals_total{reason="credentials"} 1',
    );
    expect(server.logText()).not.toContain(key);
  });
});

describe('/readyz', () => {
  it('is 200 while all is well', async () => {
    const server = await testServer();

    const response = await fetch(new URL('/readyz', server.url));

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      status: 'ok',
      parts: { calls: { status: 'ok' } },
    });
  });

  it('is 503 when the logs can no longer be read, and gives away nothing of the reason', async () => {
    let checks = 0;
    const server = await testServer({
      source: {
        ...memorySource([]),
        async check() {
          checks += 1;
          if (checks > 1) throw new Error('role arn:aws:iam::123456789012:role/X is denied');
        },
      },
    });

    const response = await fetch(new URL('/readyz', server.url));

    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'failed',
      parts: {
        calls: { status: 'ok', message: 'Calls are taken.' },
        store: { status: 'ok', message: 'The store of sessions answers.' },
        source: {
          status: 'failed',
          message: "The invocation logs cannot be read; the server's log says why.",
        },
      },
    });
    expect(server.logText()).toContain('role arn:aws:iam::123456789012:role/X is denied');
  });
});

describe('/readyz with a store of sessions that is away', () => {
  it('is 503, and 200 again when the store is back', async () => {
    let isAway = false;
    let nowMs = 0;
    const store = memorySessionStore();
    const server = await testServer({
      app: { nowMs: () => nowMs },
      sessions: {
        store: {
          ...store,
          async check() {
            if (isAway) throw new Error('The table spend-sessions does not exist.');
          },
        },
      },
    });
    const ready = async () => fetch(new URL('/readyz', server.url));

    isAway = true;
    const away = await ready();
    isAway = false;
    nowMs = 6000;
    const back = await ready();

    expect([away.status, back.status]).toEqual([503, 200]);
    expect(await away.text()).not.toContain('spend-sessions');
    expect(server.logText()).toContain('The table spend-sessions does not exist.');
  });
});

describe('the log of requests', () => {
  it('finds a request and its call by the id that a proxy gave, and sends it back', async () => {
    const server = await testServer();
    const session = await openSession(server.url);
    const headers = { 'X-Request-Id': 'edge-7f3a' };

    const response = await post(server.url, callMessage('greet', { name: secret }), {
      session,
      headers,
    });
    await response.text();

    expect(response.headers.get('x-request-id')).toBe('edge-7f3a');
    const lines = server.log.filter(({ requestId }) => requestId === 'edge-7f3a');
    expect(lines).toMatchObject([
      { level: 'info', msg: 'call', tool: 'greet', outcome: 'ok', subject: 'local' },
      { level: 'info', msg: 'request', rpc: 'tools/call', tool: 'greet', status: 200 },
    ]);
    expect(lines[0]?.['session']).toMatch(/^[\w-]{8,}$/);
    expect(lines[1]?.['session']).toBe(lines[0]?.['session']);
    expect(server.logText()).not.toContain(secret);
  });

  it('keeps apart two calls of one session that run at the same time', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const session = await openSession(server.url);
    const call = async (id: string, tool: string) =>
      text(
        post(server.url, callMessage(tool, { name: 'Ana' }, id), {
          session,
          headers: { 'X-Request-Id': id },
        }),
      );
    const slow = call('slow', 'multi-greet');
    await gate.reached;
    await call('quick', 'greet');
    gate.open();
    await slow;

    const calls = server.log.filter(({ msg }) => msg === 'call');
    expect(calls).toMatchObject([
      { requestId: 'quick', tool: 'greet' },
      { requestId: 'slow', tool: 'multi-greet' },
    ]);
  });

  it("takes API Gateway's trace id where there is no other", async () => {
    const server = await testServer();
    const trace = 'Root=1-67891233-abcdef012345678912345678;Parent=463ac35c9f6413ad;Sampled=1';

    const response = await fetch(new URL('/healthz', server.url), {
      headers: { 'X-Amzn-Trace-Id': trace },
    });

    expect(response.headers.get('x-request-id')).toBe(trace);
  });

  it.each(['', 'a b', 'x"}', 'é', 'a'.repeat(129), '<script>'])(
    'does not take over %j as an id',
    async (id) => {
      const server = await testServer();

      const response = await fetch(new URL('/healthz', server.url), {
        headers: { 'X-Request-Id': id },
      });

      expect(response.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    },
  );

  it('is louder the worse a request ended', async () => {
    const server = await testServer();
    await text(fetch(new URL('/healthz', server.url)));
    await text(fetch(new URL('/elsewhere', server.url)));
    await openSession(server.url);

    const levels = server.log.filter(({ msg }) => msg === 'request').map(({ level }) => level);

    expect(levels).toEqual(['warn', 'info', 'info']);
  });

  it('tells how many bytes of a stream were sent, and that its reader left', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const session = await openSession(server.url);
    const abort = new AbortController();
    const call = await fetch(server.url, {
      method: 'POST',
      signal: abort.signal,
      headers: {
        Accept: 'application/json, text/event-stream',
        'Content-Type': 'application/json',
        'Mcp-Session-Id': session,
      },
      body: JSON.stringify(callMessage('multi-greet', { name: 'Ana' })),
    });
    await call.body?.getReader().read();
    abort.abort();

    await expect
      .poll(() => server.log)
      .toContainEqual(
        expect.objectContaining({
          msg: 'request',
          tool: 'multi-greet',
          disconnected: true,
          bytes: expect.any(Number),
        }),
      );
  });

  it('never shows what its lines were not made for', async () => {
    const lines: string[] = [];
    const logger = createLogger({ destination: { write: (line) => lines.push(line) } });

    logger.info({ authorization: secret, 'x-api-key': secret, arguments: { name: secret } }, 'x');
    logger.info({ headers: { cookie: secret }, body: secret, prompt: secret, token: secret }, 'x');

    expect(lines).toHaveLength(2);
    expect(lines.join('')).not.toContain(secret);
  });
});

async function metricsOf({ url }: Pick<TestServer, 'url'>): Promise<string> {
  return text(fetch(new URL('/metrics', url)));
}

async function text(response: Promise<Response>): Promise<string> {
  return (await response).text();
}
