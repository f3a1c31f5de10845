import { request } from 'node:http';

import { describe, expect, it } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createWatchedApp } from '../http.ts';
import { createLogger } from '../logger.ts';
import { errorOf, initializeMessage, post } from '../json-rpc.testing.ts';
import { testServer, type TestServer } from '../test-server.testing.ts';
import { createApiKey } from './api-key.ts';

const { key, sha256 } = createApiKey();
const access = { apiKeys: [{ name: 'dashboard', sha256 }] };
const preflight = { 'Access-Control-Request-Method': 'POST' };

/** The status for a request with this Host, which `fetch` would not send. */
function statusFor(server: TestServer, host: string, path = '/mcp'): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = { Host: host, 'x-api-key': key };
    const asked = request({ port: server.port, host: '127.0.0.1', path, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
}

describe('the Host of a request', () => {
  const app = {
    publicUrl: 'https://Spend.Example/mcp',
    allowedHosts: ['böse.example', 'spend.internal:8443', 'edge.example:443', 'fd00::7'],
  };

  it.each([
    'spend.example',
    'SPEND.example:443',
    'spend.example.',
    'xn--bse-sna.example',
    'spend.internal:8443',
    'edge.example',
    'edge.example:443',
    '[fd00::7]:3000',
    '[FD00::7]',
    'localhost',
    '[::1]:3000',
  ])('may be %s, as the operator said', async (host) => {
    const server = await testServer({ access, app });

    expect(await statusFor(server, host, '/metrics')).toBe(200);
  });

  it.each([
    'evil.example',
    'spend.example.evil.example',
    'evil.spend.example',
    'spend.example..',
    'spend.internal',
    'spend.internal:8444',
    'edge.example:8443',
    '0.0.0.0:3000',
    '169.254.169.254',
    '*',
  ])('may not be %j', async (host) => {
    const server = await testServer({ access, app });

    expect(await statusFor(server, host, '/metrics')).toBe(403);
    expect(server.log.find(({ msg }) => msg === 'request')).toMatchObject({ refused: 'host' });
  });

  it.each(['spend.example@evil.example', 'evil.example#spend.example', 'spend.example/x'])(
    'may not be %j, which is none',
    async (host) => {
      const server = await testServer({ access, app });

      expect(await statusFor(server, host, '/metrics')).toBe(400);
    },
  );

  it('may be anything for health, which load balancers ask by address', async () => {
    const server = await testServer({ access, app });

    expect(await statusFor(server, '10.0.3.7:3000', '/healthz')).toBe(200);
    expect(await statusFor(server, '10.0.3.7:3000', '/readyz')).toBe(200);
    expect(await statusFor(server, '10.0.3.7:3000', '/metrics')).toBe(403);
  });

  it('may be loopback only on a server that asks nobody who calls, for health too', async () => {
    const server = await testServer();

    expect(await statusFor(server, '10.0.3.7:3000', '/healthz')).toBe(403);
  });
});

describe('the Origin of a request', () => {
  const app = {
    allowedOrigins: ['https://desk.example', 'tools.example', 'http://lab.example:8080'],
  };

  it.each([
    'https://desk.example',
    'https://DESK.example:443',
    'https://tools.example',
    'http://tools.example:9000',
    'http://lab.example:8080',
    'http://localhost:6274',
  ])('may be %s', async (origin) => {
    const { url } = await testServer({ app });

    const response = await post(url, initializeMessage, { headers: { Origin: origin } });

    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each([
    'http://desk.example',
    'https://desk.example:8443',
    'https://desk.example.evil.example',
    'https://desk.example@evil.example',
    'http://lab.example',
    'ftp://tools.example',
    'chrome-extension://tools.example',
    'https://tools.example, https://evil.example',
    'https://desk.example/',
    'null',
  ])('may not be %s, and a page there is not told anything', async (origin) => {
    const { url } = await testServer({ app });

    const response = await post(url, initializeMessage, { headers: { Origin: origin } });

    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may ask first what it may send, without a key, which browsers do not send then', async () => {
    const { url } = await testServer({ access, app });

    const response = await fetch(url, {
      method: 'OPTIONS',
      headers: {
        ...preflight,
        Origin: 'https://desk.example',
        'Access-Control-Request-Headers': 'content-type, x-api-key, mcp-session-id',
      },
    });

    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://desk.example',
      'access-control-allow-methods': 'GET,POST,DELETE',
      'access-control-allow-headers': 'content-type,x-api-key,mcp-session-id',
    });
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('is refused when it asks first from elsewhere', async () => {
    const { url } = await testServer({ access, app });

    const headers = { ...preflight, Origin: 'https://evil.example' };
    const response = await fetch(url, { method: 'OPTIONS', headers });

    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('may read the session id and, of a refusal, where to get a token', async () => {
    const { url } = await testServer({ access, app });
    const headers = { Origin: 'https://desk.example' };

    const refused = await post(url, initializeMessage, { headers });
    const taken = await post(url, initializeMessage, { headers: { ...headers, 'x-api-key': key } });

    for (const response of [refused, taken]) {
      expect(response.headers.get('access-control-allow-origin')).toBe('https://desk.example');
      const exposed = response.headers.get('access-control-expose-headers');
      expect(exposed).toContain('Mcp-Session-Id');
      expect(exposed).toContain('WWW-Authenticate');
    }
    expect([refused.status, taken.status]).toEqual([401, 200]);
  });
});

function appWith(guarded: boolean) {
  const logger = createLogger({ level: 'silent' });
  const options = { source: memorySource([]), logger };
  const off = { refuseForeign: () => async (_: unknown, next: () => Promise<void>) => next() };
  const { app } = createWatchedApp(options, guarded ? {} : off);
  return async (headers: Record<string, string>) => {
    const response = await app.fetch(
      new Request('http://localhost/mcp', {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json, text/event-stream',
          ...headers,
        },
        body: JSON.stringify(initializeMessage),
      }),
    );
    await app.close(0);
    return response.status;
  };
}

describe('an attack from a web page, which succeeds where the guard is off', () => {
  it.each([
    ['DNS rebinding', { Host: 'rebound.evil.example', Origin: 'http://rebound.evil.example' }],
    ['a foreign Host', { Host: 'evil.example' }],
    ['a foreign Origin', { Host: 'localhost', Origin: 'https://evil.example' }],
  ])('%s', async (_, headers) => {
    expect(await appWith(false)(headers)).toBe(200);
    expect(await appWith(true)(headers)).toBe(403);
  });
});

describe('every answer', () => {
  it.each([
    ['of the endpoint', '/mcp', 200],
    ['of a refusal', '/mcp', 401],
    ['of a foreign Host', '/mcp', 403],
    ['at a path that is none', '/elsewhere', 404],
    ['of health', '/healthz', 200],
  ])('%s is data for its reader alone', async (_, path, status) => {
    const server = await testServer({ access });
    const origin = status === 403 ? { Origin: 'https://evil.example' } : {};
    const headers = { ...origin, ...(status !== 401 && { 'x-api-key': key }) };

    const address = new URL(path, server.url);
    const response = await (path === '/mcp'
      ? post(address.href, initializeMessage, { headers })
      : fetch(address, { headers }));

    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': expect.stringMatching(/^no-store/),
    });
    expect(response.headers.get('x-powered-by')).toBeNull();
  });

  it('says of a foreign Host no more than that', async () => {
    const { url } = await testServer({ access });

    const response = await post(url, initializeMessage, { headers: { Origin: 'null' } });

    expect(await errorOf(response)).toEqual({
      code: -32000,
      message: 'Calls from this Origin are refused.',
    });
  });
});
