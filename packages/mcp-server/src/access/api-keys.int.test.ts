import { describe, expect, it } from 'vitest';

import { callMessage, errorOf, initializeMessage, openSession, post } from '../json-rpc.testing.ts';
import { testServer } from '../test-server.testing.ts';
import { apiKeyPrefix, createApiKey } from './api-key.ts';

const dashboard = createApiKey();
const auditor = createApiKey();
const access = {
  apiKeys: [
    { name: 'dashboard', sha256: dashboard.sha256, scopes: ['report:read' as const] },
    { name: 'auditor', sha256: auditor.sha256.toUpperCase() },
  ],
};

describe('a server with API keys', () => {
  it.each([
    ['x-api-key', { 'x-api-key': dashboard.key }],
    ['Authorization', { Authorization: `Bearer ${dashboard.key}` }],
  ])('takes a key in %s, and knows the caller by its name', async (_, headers) => {
    const server = await testServer({ access });

    const response = await post(server.url, initializeMessage, { headers });

    expect(response.status).toBe(200);
    expect(server.log.find(({ msg }) => msg === 'request')).toMatchObject({
      subject: 'key:dashboard',
    });
  });

  it('takes each of several keys', async () => {
    const { url } = await testServer({ access });
    const headers = { 'x-api-key': auditor.key };

    expect((await post(url, initializeMessage, { headers })).status).toBe(200);
  });

  it('lets a key call what it has scopes for', async () => {
    const server = await testServer({ access });
    const headers = { 'x-api-key': dashboard.key };
    const session = await openSession(server.url, { headers });

    const report = await post(server.url, callMessage('bedrock-report', {}), { session, headers });
    const logs = await post(server.url, callMessage('bedrock-logs', {}), { session, headers });

    expect(await report.text()).toContain('No Bedrock usage data found');
    expect(logs.status).toBe(403);
    expect(logs.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(server.log.filter(({ msg }) => msg === 'request').at(-1)).toMatchObject({
      tool: 'bedrock-logs',
      refused: 'scope',
      subject: 'key:dashboard',
    });
  });

  it('looks into every call of a batch', async () => {
    const { url } = await testServer({ access });
    const headers = { 'x-api-key': dashboard.key };
    const session = await openSession(url, { headers });
    const batch = [callMessage('greet', { name: 'Ana' }, 2), callMessage('bedrock-logs', {}, 3)];

    expect((await post(url, batch, { session, headers })).status).toBe(403);
  });

  it('does not say of a tool that is not there that a scope is missing', async () => {
    const { url } = await testServer({ access });
    const headers = { 'x-api-key': dashboard.key };
    const session = await openSession(url, { headers });

    const response = await post(url, callMessage('bedrock-log', {}), { session, headers });

    expect(await response.text()).toContain('There is no tool');
  });

  it("does not let one key into another's session", async () => {
    const server = await testServer({ access });
    const session = await openSession(server.url, { headers: { 'x-api-key': auditor.key } });
    const call = callMessage('greet', { name: 'Ana' });

    const foreign = await post(server.url, call, {
      session,
      headers: { 'x-api-key': dashboard.key },
    });
    const own = await post(server.url, call, { session, headers: { 'x-api-key': auditor.key } });

    expect([foreign.status, own.status]).toEqual([404, 200]);
  });

  it('answers 401 to whoever shows nothing, and says what to send', async () => {
    const server = await testServer({ access });

    const response = await post(server.url, initializeMessage);

    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="bedrock-spend"');
    expect(await errorOf(response)).toEqual({
      code: -32000,
      message:
        'This server asks who calls: send your API key in the header x-api-key, or as Authorization: Bearer.',
    });
    expect(server.log.find(({ msg }) => msg === 'request')).toMatchObject({
      status: 401,
      refused: 'credentials',
    });
  });

  it.each([
    ['a key that nobody has', { 'x-api-key': createApiKey().key }],
    ['a key that is cut off', { 'x-api-key': dashboard.key.slice(0, -1) }],
    ['a key with more behind it', { 'x-api-key': `${dashboard.key}A` }],
    ['an empty key', { 'x-api-key': '' }],
    ['the hash of a key', { 'x-api-key': dashboard.sha256 }],
    ['two keys in one header', { 'x-api-key': `${dashboard.key}, ${auditor.key}` }],
    [
      'an unknown key beside a good one',
      { 'x-api-key': 'x', Authorization: `Bearer ${dashboard.key}` },
    ],
    ['a key as Basic', { Authorization: `Basic ${dashboard.key}` }],
    ['a key without a scheme', { Authorization: dashboard.key }],
    ['a bearer token', { Authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
  ])('answers 401 to %s', async (_, headers) => {
    const { url } = await testServer({ access });

    const response = await post(url, initializeMessage, { headers });

    expect(response.status).toBe(401);
    expect((await errorOf(response)).message).toContain('x-api-key');
  });

  it('does not look for a key in the address', async () => {
    const server = await testServer({ access });

    const response = await post(`${server.url}?x-api-key=${dashboard.key}`, initializeMessage);

    expect(response.status).toBe(401);
    expect(server.logText()).not.toContain(dashboard.key);
  });

  it.each(['GET', 'DELETE', 'PUT'])('asks at %s, too', async (method) => {
    const { url } = await testServer({ access });

    expect((await fetch(url, { method })).status).toBe(401);
  });

  it('tells its health to anybody, and its metrics to holders of keys', async () => {
    const { url } = await testServer({ access });
    const statusOf = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(new URL(path, url), { headers })).status;

    expect(await statusOf('/healthz')).toBe(200);
    expect(await statusOf('/readyz')).toBe(200);
    expect(await statusOf('/metrics')).toBe(401);
    expect(await statusOf('/metrics', { Authorization: `Bearer ${dashboard.key}` })).toBe(200);
    expect(await statusOf('/.well-known/oauth-protected-resource')).toBe(404);
  });

  it.each(['/elsewhere', '/.well-known/oauth-authorization-server', '/mcp/x'])(
    'says that there is nothing at %s without asking who calls',
    async (path) => {
      const { url } = await testServer({ access });

      expect((await fetch(new URL(path, url))).status).toBe(404);
    },
  );

  it('writes no key into answers or the log, good or bad, and none that somebody planted elsewhere', async () => {
    const server = await testServer({ access });
    const wrong = createApiKey().key;
    const answers: string[] = [];
    for (const [path, headers] of [
      ['', { 'x-api-key': dashboard.key }],
      ['', { 'x-api-key': wrong }],
      ['', { Authorization: `Bearer ${wrong}` }],
      ['', { Authorization: `Basic ${wrong}` }],
      [`?key=${wrong}`, { 'x-api-key': dashboard.key }],
      ['', { 'x-api-key': dashboard.key, 'X-Request-Id': `${wrong} ${wrong}` }],
    ] as const) {
      const response = await post(server.url + path, initializeMessage, { headers });
      answers.push(JSON.stringify([...response.headers]), await response.text());
    }

    const all = answers.join('\n') + server.logText();

    expect(all).not.toContain(apiKeyPrefix);
    expect(all).not.toContain(dashboard.sha256);
  });
});

describe('a new key', () => {
  it('is 256 random bits with a prefix that scanners can look for', () => {
    const made = Array.from({ length: 100 }, () => createApiKey().key);

    expect(new Set(made).size).toBe(100);
    expect(made.every((key) => /^bspend_[\w-]{43}$/.test(key))).toBe(true);
  });
});
