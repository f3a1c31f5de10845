import { setTimeout as delay } from 'node:timers/promises';

import { afterEach, expect, test } from 'vitest';

import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import type { Front } from '../front.ts';
import {
  inMemoryFunction,
  type InMemoryFunction,
  type Program,
} from '../in-memory-function.testing.ts';
import { startLoadBalancer } from './start-load-balancer.ts';

const opened: Front[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((front) => front.close()));
});

async function loadBalancer(
  program: Program | InMemoryFunction,
  hasMultiValueHeaders = false,
): Promise<Front & { target: InMemoryFunction }> {
  const target = typeof program === 'function' ? inMemoryFunction(program) : program;
  const front = await startLoadBalancer({ target, hasMultiValueHeaders });
  opened.push(front);
  return { ...front, target };
}

test('A function that answers with nothing for too long is a gateway timeout', async () => {
  const target = inMemoryFunction(async () => delay(500));
  const front = await startLoadBalancer({ target, idleTimeoutMs: 50 });
  opened.push(front);

  expect((await fetch(`${front.url}/mcp`)).status).toBe(504);
});

function answers(value: unknown): Program {
  return async (_event, { result }) => result(value);
}

test('The event has the Host of the client, and a query that is not decoded', async () => {
  const front = await loadBalancer(answers({ statusCode: 200 }));
  await fetch(`${front.url}/mcp/a%20b?a=1&a=2%20x`, {
    method: 'POST',
    headers: { 'X-Own': 'one' },
    body: 'grün',
  });
  await fetch(`${front.url}/mcp`);
  expect(front.target.events).toMatchObject([
    {
      requestContext: { elb: { targetGroupArn: expect.stringContaining('targetgroup') } },
      httpMethod: 'POST',
      path: '/mcp/a%20b',
      queryStringParameters: { a: '2%20x' },
      headers: { 'x-own': 'one', host: new URL(front.url).host },
      body: 'grün',
      isBase64Encoded: false,
    },
    { body: '', isBase64Encoded: false, queryStringParameters: {} },
  ]);
  expect(front.target.events[0]).not.toHaveProperty('multiValueHeaders');
});

test('With multiple values, the event has them only, and so must the result', async () => {
  const program = answers({
    statusCode: 200,
    headers: { 'x-single': '1' },
    multiValueHeaders: { 'x-multiple': ['1', '2'] },
  });
  const front = await loadBalancer(program, true);
  const response = await fetch(`${front.url}/mcp?a=1&a=2`);
  expect(front.target.events).toMatchObject([
    { multiValueQueryStringParameters: { a: ['1', '2'] }, multiValueHeaders: { accept: ['*/*'] } },
  ]);
  expect(front.target.events[0]).not.toHaveProperty('headers');
  expect(response.headers.get('x-multiple')).toBe('1, 2');
  expect(response.headers.get('x-single')).toBe(null);
  const single = await fetch((await loadBalancer(program)).url);
  expect([single.headers.get('x-single'), single.headers.get('x-multiple')]).toEqual(['1', null]);
});

test('The answer has the body decoded, and no header of API Gateway', async () => {
  const front = await loadBalancer(
    answers({
      statusCode: 401,
      statusDescription: '401 Unauthorized',
      headers: { 'www-authenticate': 'Bearer' },
      body: 'AP8=',
      isBase64Encoded: true,
    }),
  );
  const response = await fetch(front.url);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(response.headers.get('server')).toBe('awselb/2.0');
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test.each<[string, Program]>([
  ['fails', async () => Promise.reject(new Error('No.'))],
  ['gives no status', answers({ body: 'hello' })],
  ['gives a text', answers('hello')],
  ['streams', async (_event, { head }) => head({ statusCode: 200 })],
  ['answers with more than 1 MB', answers({ statusCode: 200, body: 'x'.repeat(1024 * 1024) })],
])('A function that %s is a bad gateway', async (_name, program) => {
  const { url } = await loadBalancer(program);
  const response = await fetch(url);
  expect(response.status).toBe(502);
  expect(await response.text()).toContain('502 Bad Gateway');
});

test('A call that Lambda refuses is a bad gateway', async () => {
  const target = inMemoryFunction(answers({}));
  target.invoke = () => Promise.reject(new LambdaRefusal('TooManyRequestsException', 'No.'));
  const { url } = await loadBalancer(target);
  expect((await fetch(url)).status).toBe(502);
});

test('A request of more than 1 MB does not reach the function', async () => {
  const front = await loadBalancer(answers({ statusCode: 200 }));
  const body = Buffer.alloc(1024 * 1024 + 1);
  expect((await fetch(front.url, { method: 'POST', body })).status).toBe(413);
  expect(front.target.events).toEqual([]);
});
