import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import type { Front } from '../front.ts';
import { inMemoryFunction, type Program } from '../in-memory-function.testing.ts';
import { startRestApi, type RestApiOptions } from './start-rest-api.ts';

const opened: Front[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((front) => front.close()));
});

async function call(
  program: Program,
  { accept = '*/*', ...options }: Partial<RestApiOptions> & { accept?: string } = {},
): Promise<Response> {
  const front = await startRestApi({
    target: inMemoryFunction(program),
    stage: 'prod',
    transferMode: 'BUFFERED',
    timeoutMs: 29_000,
    apiKeys: [],
    isKeyRequired: false,
    ...options,
  });
  opened.push(front);
  return fetch(`${front.url}/mcp`, { headers: { accept } });
}

function answers(value: unknown): Program {
  return async (_event, { result }) => result(value);
}

test('Status, headers and body of the result are the answer', async () => {
  const response = await call(
    answers({
      statusCode: 418,
      headers: { 'content-type': 'text/plain', 'x-one': '1', 'www-authenticate': 'Basic' },
      multiValueHeaders: { 'x-one': ['1', '2'], 'set-cookie': ['a=1', 'b=2'] },
      body: 'grün',
      isBase64Encoded: false,
    }),
  );
  expect([response.status, await response.text()]).toEqual([418, 'grün']);
  expect(response.headers.get('x-one')).toBe('1, 2');
  expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Basic');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
});

test('A result of nothing is an empty 200 of JSON', async () => {
  const response = await call(answers({}));
  expect([response.status, await response.text()]).toEqual([200, '']);
  expect(response.headers.get('content-type')).toBe('application/json');
});

test.each([
  ['is null', null],
  ['is a text', 'hello'],
  ['is a list', []],
  ['has a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['has a status that is no number', { statusCode: 'fine' }],
  ['has a header that is a list', { statusCode: 200, headers: { a: ['b'] } }],
  ['has a multi-value header that is a text', { statusCode: 200, multiValueHeaders: { a: 'b' } }],
  ['has a key that API Gateway does not know', { statusCode: 200, body: '', cookies: [] }],
])('A result that %s is a bad gateway', async (_name, value) => {
  const response = await call(answers(value));
  expect([response.status, await response.text()]).toEqual([
    502,
    '{"message":"Internal server error"}',
  ]);
});

test('A function that fails is a bad gateway, and says nothing of the reason', async () => {
  const response = await call(async () => {
    throw new Error('The password is 1234.');
  });
  expect([response.status, await response.text()]).toEqual([
    502,
    '{"message":"Internal server error"}',
  ]);
});

test('A streamed response has no place in a buffered one', async () => {
  const response = await call(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    await write('text');
  });
  expect(response.status).toBe(502);
});

test('A function that takes too long is a gateway timeout', async () => {
  const response = await call(async () => delay(1000), { timeoutMs: 50 });
  expect(response.status).toBe(504);
  expect(await response.json()).toEqual({ message: 'Endpoint request timed out' });
});

test('Base64 is decoded only for a client that accepts a binary type', async () => {
  const result = answers({ body: Buffer.from([0, 255]).toString('base64'), isBase64Encoded: true });
  const binaryMediaTypes = ['image/*'];
  const text = await call(result, { binaryMediaTypes, accept: 'text/plain' });
  expect(await text.text()).toBe('AP8=');
  const binary = await call(result, { binaryMediaTypes, accept: 'image/png' });
  expect(Buffer.from(await binary.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});
