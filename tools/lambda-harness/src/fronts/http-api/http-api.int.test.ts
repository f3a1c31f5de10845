import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import type { Front } from '../front.ts';
import {
  inMemoryFunction,
  type InMemoryFunction,
  type Program,
} from '../in-memory-function.testing.ts';
import { startHttpApi, type HttpApiOptions } from './start-http-api.ts';

const opened: Front[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((front) => front.close()));
});

async function httpApi(
  program: Program | InMemoryFunction,
  options: Partial<HttpApiOptions> = {},
): Promise<Front & { target: InMemoryFunction }> {
  const target = typeof program === 'function' ? inMemoryFunction(program) : program;
  const front = await startHttpApi({ target, ...options });
  opened.push(front);
  return { ...front, target };
}

function answers(value: unknown): Program {
  return async (_event, { result }) => result(value);
}

test('The event is of payload format 2.0', async () => {
  const api = await httpApi(answers({ statusCode: 204 }));
  const response = await fetch(`${api.url}/mcp/a%20b?a=1&a=2%20x`, {
    method: 'POST',
    headers: { 'X-Own': 'one', cookie: 'a=1; b=2', 'content-type': 'application/json' },
    body: '{"grün":1}',
  });
  expect(response.status).toBe(204);
  expect(api.target.events).toMatchObject([
    {
      version: '2.0',
      routeKey: '$default',
      rawPath: '/mcp/a%20b',
      rawQueryString: 'a=1&a=2%20x',
      cookies: ['a=1', 'b=2'],
      headers: { 'x-own': 'one', host: api.domainName, 'x-forwarded-for': '127.0.0.1' },
      queryStringParameters: { a: '1,2 x' },
      requestContext: {
        stage: '$default',
        domainName: api.domainName,
        http: { method: 'POST', path: '/mcp/a%20b', sourceIp: '127.0.0.1' },
      },
      body: '{"grün":1}',
      isBase64Encoded: false,
    },
  ]);
  expect(api.target.events[0]).not.toHaveProperty('requestContext.authorizer');
  expect(api.target.events[0]).not.toHaveProperty('headers.cookie');
});

test('A body that is no text comes in base64, and none at all is left out', async () => {
  const api = await httpApi(answers({ statusCode: 204 }));
  const headers = { 'content-type': 'application/octet-stream' };
  await fetch(api.url, { method: 'POST', headers, body: Buffer.from([0, 255]) });
  await fetch(api.url);
  expect(api.target.events[0]).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
  expect(api.target.events[1]).not.toHaveProperty('body');
});

test('A named stage is part of the path, and the only one there is', async () => {
  const api = await httpApi(answers({ statusCode: 200 }), { stage: 'prod' });
  expect((await fetch(`${api.url}/mcp`)).status).toBe(200);
  expect(api.target.events).toMatchObject([
    { rawPath: '/prod/mcp', requestContext: { stage: 'prod', http: { path: '/prod/mcp' } } },
  ]);
  const elsewhere = await fetch(new URL('/mcp', api.url));
  expect([elsewhere.status, await elsewhere.json()]).toEqual([404, { message: 'Not Found' }]);
});

test('Headers keep their names, and base64 is always decoded', async () => {
  const api = await httpApi(
    answers({
      statusCode: 401,
      headers: { 'www-authenticate': 'Bearer' },
      cookies: ['a=1', 'b=2'],
      body: 'AP8=',
      isBase64Encoded: true,
    }),
  );
  const response = await fetch(api.url);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test('A result without a status is itself the body', async () => {
  const api = await httpApi(answers({ hello: 'world' }));
  const response = await fetch(api.url);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect([response.status, await response.json()]).toEqual([200, { hello: 'world' }]);
});

test.each<[string, Program]>([
  ['fails', async () => Promise.reject(new Error('No.'))],
  ['streams', async (_event, { head }) => head({ statusCode: 200 })],
  ['gives a body that is no text', answers({ statusCode: 200, body: {} })],
])('A function that %s is an internal error', async (_name, program) => {
  const api = await httpApi(program);
  const response = await fetch(api.url);
  expect([response.status, await response.json()]).toEqual([
    500,
    { message: 'Internal Server Error' },
  ]);
});

test('A call that Lambda refuses is an internal error', async () => {
  const target = inMemoryFunction(answers({}));
  target.invoke = () => Promise.reject(new LambdaRefusal('TooManyRequestsException', 'No.'));
  const { url } = await httpApi(target);
  expect((await fetch(url)).status).toBe(500);
});

test('A function that takes too long makes the service unavailable', async () => {
  const api = await httpApi(async () => delay(1000), { timeoutMs: 50 });
  const response = await fetch(api.url);
  expect([response.status, await response.json()]).toEqual([
    503,
    { message: 'Service Unavailable' },
  ]);
});

test('A request of more than 10 MB is refused', async () => {
  const api = await httpApi(answers({}));
  const body = Buffer.alloc(10 * 1024 * 1024 + 1);
  expect((await fetch(api.url, { method: 'POST', body })).status).toBe(413);
  expect(api.target.events).toEqual([]);
});

test('With an authorizer only a token that holds reaches the function, with what it says', async () => {
  const jwt = { claims: { sub: 'alice' }, scopes: ['read'] };
  const api = await httpApi(answers({ statusCode: 200 }), {
    authorizeToken: async (token) => (token === 'good' ? jwt : null),
  });
  for (const headers of [{}, { authorization: 'Bearer bad' }, { authorization: 'Basic good' }]) {
    const response = await fetch(api.url, { headers });
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }]);
  }
  expect(api.target.events).toEqual([]);
  expect((await fetch(api.url, { headers: { authorization: 'Bearer good' } })).status).toBe(200);
  expect(api.target.events).toMatchObject([{ requestContext: { authorizer: { jwt } } }]);
});
