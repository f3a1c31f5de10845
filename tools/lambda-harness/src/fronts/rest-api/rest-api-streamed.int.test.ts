import { request as httpRequest } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import {
  inMemoryFunction,
  type InMemoryFunction,
  type Program,
} from '../in-memory-function.testing.ts';
import type { Front } from '../front.ts';
import { startRestApi, type RestApiOptions } from './start-rest-api.ts';

const apiKeys = [
  { id: 'key-1', value: 'secret-of-one', name: 'one' },
  { id: 'key-2', value: 'secret-of-two', name: 'two' },
];
const opened: Front[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((front) => front.close()));
});

async function restApi(
  program: Program | InMemoryFunction,
  options: Partial<RestApiOptions> = {},
): Promise<Front & { target: InMemoryFunction }> {
  const target = typeof program === 'function' ? inMemoryFunction(program) : program;
  const front = await startRestApi({
    target,
    stage: 'prod',
    transferMode: 'STREAM',
    timeoutMs: 900_000,
    apiKeys,
    isKeyRequired: false,
    ...options,
  });
  opened.push(front);
  return { ...front, target };
}

const greets: Program = async (_event, { head, write }) => {
  head({ statusCode: 200, headers: { 'content-type': 'text/plain' } });
  await write('hello');
};

interface SeenEvent {
  path: string;
  resource: string;
  pathParameters: { proxy: string } | null;
  requestContext: { path: string; stage: string; identity: { apiKeyId?: string } };
}

function seen({ target }: { target: InMemoryFunction }): SeenEvent {
  return target.events.at(-1) as SeenEvent;
}

test.each([
  ['no key', {}],
  ['a key that nobody made', { 'x-api-key': 'guessed' }],
  ['the id of a key instead of its value', { 'x-api-key': 'key-1' }],
])('A request with %s is forbidden and does not reach the function', async (_name, headers) => {
  const api = await restApi(greets, { isKeyRequired: true });
  const response = await fetch(`${api.url}/mcp`, { headers });
  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toBe('ForbiddenException');
  expect(await response.json()).toEqual({ message: 'Forbidden' });
  expect(api.target.events).toEqual([]);
});

test('The function learns the id of the key, and only when the method asks for one', async () => {
  const headers = { 'x-api-key': 'secret-of-two' };
  const guarded = await restApi(greets, { isKeyRequired: true });
  expect((await fetch(`${guarded.url}/mcp`, { headers })).status).toBe(200);
  expect(seen(guarded).requestContext.identity.apiKeyId).toBe('key-2');
  const open = await restApi(greets);
  await fetch(`${open.url}/mcp`, { headers });
  expect(seen(open).requestContext.identity).not.toHaveProperty('apiKeyId');
});

test('A key over its rate waits for its bucket, and over its quota for the next day; others do not', async () => {
  let nowMs = Date.UTC(2026, 10, 23, 12);
  const api = await restApi(greets, {
    isKeyRequired: true,
    usagePlan: { ratePerSecond: 1, burst: 2, quota: { limit: 4, period: 'DAY' } },
    now: () => nowMs,
  });
  const call = async (key = 'secret-of-one') => {
    const response = await fetch(api.url, { headers: { 'x-api-key': key } });
    return response.ok ? 'ok' : `${response.status} ${await response.text()}`;
  };
  const throttled = '429 {"message":"Too Many Requests"}';
  const overQuota = '429 {"message":"Limit Exceeded"}';
  expect([await call(), await call(), await call()]).toEqual(['ok', 'ok', throttled]);
  expect(await call('secret-of-two')).toBe('ok');
  nowMs += 2000;
  expect([await call(), await call(), await call()]).toEqual(['ok', 'ok', throttled]);
  nowMs += 2000;
  expect(await call()).toBe(overQuota);
  expect(await call('secret-of-two')).toBe('ok');
  nowMs += 12 * 3_600_000;
  expect(await call()).toBe('ok');
});

test('Status and headers come before the body, and each chunk when it is written', async () => {
  const steps = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 201 });
    await steps[0].promise;
    await write('one');
    await steps[1].promise;
    await write('two');
  });
  const response = await fetch(`${api.url}/mcp`);
  expect(response.status).toBe(201);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  steps[0].resolve();
  expect((await reader.read()).value).toBe('one');
  steps[1].resolve();
  expect((await reader.read()).value).toBe('two');
  expect((await reader.read()).done).toBe(true);
});

test.each<[string, Program]>([
  ['has no metadata', async (_event, { write }) => write('just text')],
  ['has metadata that are no JSON', async (_event, { write }) => write(`no JSON${'\0'.repeat(8)}`)],
  ['has a list for metadata', async (_event, { write }) => write(`[]${'\0'.repeat(8)}`)],
  ['has a status that does not exist', async (_event, { head }) => head({ statusCode: 999 })],
  ['has a header that is an object', async (_event, { head }) => head({ headers: { a: {} } })],
  [
    'has seven NUL bytes',
    async (_event, { write }) => write(`{"statusCode":200}${'\0'.repeat(7)}`),
  ],
  [
    'has its delimiter after the first 16 KB',
    async (_event, { head }) => head({ headers: { a: 'x'.repeat(16 * 1024) } }),
  ],
  ['is empty', async () => {}],
  [
    'fails before it responds',
    async () => {
      throw new Error('Before.');
    },
  ],
  [
    'fails within its metadata',
    async (_event, { write }) => {
      await write('{"statusCode":');
      throw new Error('Within.');
    },
  ],
])('A response that %s is a bad gateway', async (_name, program) => {
  const api = await restApi(program);
  const response = await fetch(`${api.url}/mcp`);
  expect(response.status).toBe(502);
  expect(response.headers.get('x-amzn-errortype')).toBe('InternalServerErrorException');
  expect(await response.text()).toBe('{"message":"Internal server error"}');
});

test('Metadata that end within the first 16 KB may come in pieces', async () => {
  const metadata = `{"statusCode":202,"headers":{"a":"${'x'.repeat(16_000)}"}}`;
  const api = await restApi(async (_event, { write }) => {
    for (const piece of [
      metadata.slice(0, 9000),
      metadata.slice(9000),
      '\0\0\0',
      '\0\0\0\0\0rest',
    ]) {
      await write(piece);
      await delay(5);
    }
  });
  const response = await fetch(`${api.url}/mcp`);
  expect([response.status, await response.text()]).toEqual([202, 'rest']);
});

test('A function that fails amid its response: the client gets what was written, then a cut connection', async () => {
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    await write('half');
    throw new Error('Midway.');
  });
  const response = await fetch(`${api.url}/mcp`);
  expect(response.status).toBe(200);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('half');
  await expect(reader.read()).rejects.toThrow('terminated');
});

test('A function that does not begin in time is a gateway timeout', async () => {
  const api = await restApi(async () => delay(1000), { timeoutMs: 50 });
  const response = await fetch(`${api.url}/mcp`);
  expect(response.status).toBe(504);
  expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
});

test('An integration of more than 15 minutes cannot be made', async () => {
  await expect(restApi(greets, { timeoutMs: 900_001 })).rejects.toThrow('900000 ms');
});

test.each([
  ['that is silent for too long', { idleTimeoutMs: 80 }, 500],
  ['that takes longer than the integration may', { timeoutMs: 200 }, 30],
])('A response %s is cut', async (_name, options, everyMs) => {
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    for (let index = 0; index < 20; index += 1) {
      await write('.');
      await delay(everyMs);
    }
  }, options);
  const response = await fetch(`${api.url}/mcp`);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
});

test('Headers that API Gateway keeps for itself are renamed or dropped', async () => {
  const api = await restApi(async (_event, { head }) =>
    head({
      statusCode: 401,
      headers: { 'WWW-Authenticate': 'Bearer realm="x"', server: 'mine', 'x-own': 'kept', te: 'x' },
      multiValueHeaders: { 'x-many': ['1', '2'] },
      cookies: ['a=1', 'b=2'],
    }),
  );
  const { headers } = await fetch(`${api.url}/mcp`);
  expect(headers.get('www-authenticate')).toBe(null);
  expect(headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer realm="x"');
  expect([headers.get('server'), headers.get('x-amzn-remapped-server')]).toEqual([null, 'mine']);
  expect(headers.get('te')).toBe(null);
  expect(headers.get('x-own')).toBe('kept');
  expect(headers.get('x-many')).toBe('1, 2');
  expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('A function whose client is gone runs on to its end', async () => {
  let written = 0;
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    for (written = 0; written < 20; written += 1) {
      await write('.'.repeat(100_000));
      await delay(5);
    }
  });
  const abort = new AbortController();
  const response = await fetch(`${api.url}/mcp`, { signal: abort.signal });
  await response.body!.getReader().read();
  abort.abort();
  await api.target.lastCall();
  expect(written).toBe(20);
});

test('A client that does not read holds the function up', async () => {
  let writtenBytes = 0;
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    for (let index = 0; index < 500; index += 1) {
      await write(Buffer.alloc(100_000));
      writtenBytes += 100_000;
    }
  });
  const client = httpRequest(`${api.url}/mcp`, (response) => response.pause()).end();
  await delay(300);
  const writtenEarlyBytes = writtenBytes;
  await delay(200);
  expect(writtenBytes).toBe(writtenEarlyBytes);
  expect(writtenBytes).toBeLessThan(40_000_000);
  client.destroy();
  await api.target.lastCall();
});

test('Bytes that are no text arrive as they are', async () => {
  const bytes = Buffer.from([...Array.from({ length: 256 }).keys()]);
  const api = await restApi(async (_event, { head, write }) => {
    head({ statusCode: 200, headers: { 'content-type': 'application/octet-stream' } });
    await write(bytes);
  });
  const response = await fetch(`${api.url}/mcp`);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
});

test('A request of more than 10 MB is refused in plain text', async () => {
  const api = await restApi(greets);
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  const response = await fetch(`${api.url}/mcp`, { method: 'POST', body });
  expect(response.status).toBe(413);
  expect(await response.text()).toBe('HTTP content length exceeded 10485760 bytes.');
  expect(api.target.events).toEqual([]);
});

test.each([
  ['TooManyRequestsException', 500, 'Internal server error'],
  ['RequestTooLargeException', 413, 'Request Too Long'],
] as const)('A call that Lambda refuses with %s is a %d', async (code, status, message) => {
  const target = inMemoryFunction(greets);
  target.invoke = () => Promise.reject(new LambdaRefusal(code, 'No.'));
  const api = await restApi(target);
  const response = await fetch(`${api.url}/mcp`);
  expect([response.status, await response.json()]).toEqual([status, { message }]);
});

test.each([
  ['/prod', '/', '/', null, '/prod'],
  ['/prod/', '/', '/', null, '/prod/'],
  ['/prod/mcp', '/mcp', '/{proxy+}', 'mcp', '/prod/mcp'],
  ['/prod/a%20b/c', '/a%20b/c', '/{proxy+}', 'a b/c', '/prod/a%20b/c'],
])('%s is the path %s of the API', async (path, eventPath, resource, proxy, requestPath) => {
  const api = await restApi(greets);
  await fetch(new URL(path, api.url));
  expect(seen(api)).toMatchObject({ path: eventPath, resource });
  expect(seen(api).pathParameters?.proxy ?? null).toBe(proxy);
  expect(seen(api).requestContext).toMatchObject({ path: requestPath, stage: 'prod' });
});

test('Under a custom domain name the path of the event includes the base path, and no stage', async () => {
  const domainName = 'spend.example.com';
  const api = await restApi(greets, { mappedTo: 'custom-domain', basePath: 'v1', domainName });
  expect(api.url).toMatch(/\/v1$/u);
  await fetch(`${api.url}/mcp`);
  expect(seen(api)).toMatchObject({ path: '/v1/mcp', pathParameters: { proxy: 'mcp' } });
  expect(seen(api).requestContext).toMatchObject({ path: '/v1/mcp', stage: 'prod', domainName });
  const root = await restApi(greets, { mappedTo: 'custom-domain', domainName });
  await fetch(`${root.url}/mcp`);
  expect(seen(root)).toMatchObject({ path: '/mcp', pathParameters: { proxy: 'mcp' } });
});

test('Another stage is forbidden', async () => {
  const api = await restApi(greets);
  expect((await fetch(new URL('/production/mcp', api.url))).status).toBe(403);
  expect((await fetch(new URL('/', api.url))).status).toBe(403);
});

test('The event has single and multiple values, and says where the request came from', async () => {
  const api = await restApi(greets);
  await fetch(`${api.url}/mcp?a=1&a=2%20x&b`, {
    method: 'POST',
    headers: { 'x-forwarded-for': '192.0.2.1' },
    body: 'grün',
  });
  expect(api.target.events[0]).toMatchObject({
    httpMethod: 'POST',
    queryStringParameters: { a: '2 x', b: '' },
    multiValueQueryStringParameters: { a: ['1', '2 x'], b: [''] },
    headers: { Host: api.domainName, 'X-Forwarded-For': '192.0.2.1, 127.0.0.1' },
    multiValueHeaders: { 'X-Forwarded-Proto': ['https'] },
    stageVariables: null,
    requestContext: {
      accountId: '123456789012',
      domainName: api.domainName,
      httpMethod: 'POST',
      protocol: 'HTTP/1.1',
      identity: { sourceIp: '127.0.0.1', userArn: null },
    },
    body: 'grün',
    isBase64Encoded: false,
  });
  await fetch(`${api.url}/mcp`);
  expect(api.target.events[1]).toMatchObject({
    body: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
  });
});
