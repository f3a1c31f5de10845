import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, expect, test } from 'vitest';

import { LambdaRefusal } from '../../function/lambda-refusal.ts';
import type { Front } from '../front.ts';
import {
  inMemoryFunction,
  type InMemoryFunction,
  type Program,
} from '../in-memory-function.testing.ts';
import { startFunctionUrl, type FunctionUrlOptions } from './start-function-url.ts';

const alice = {
  accessKeyId: 'AKIAALICE',
  secretAccessKey: 'secret of alice',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  userId: 'AIDAALICE',
};
const opened: Front[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((front) => front.close()));
});

async function functionUrl(
  program: Program | InMemoryFunction,
  options: Partial<FunctionUrlOptions> = {},
): Promise<Front & { target: InMemoryFunction }> {
  const target = typeof program === 'function' ? inMemoryFunction(program) : program;
  const front = await startFunctionUrl({
    target,
    invokeMode: 'RESPONSE_STREAM',
    authType: 'NONE',
    ...options,
  });
  opened.push(front);
  return { ...front, target };
}

const greets: Program = async (_event, { head, write }) => {
  head({ statusCode: 200 });
  await write('hello');
};

interface Signing {
  url: URL;
  body?: string;
  secret?: string;
  service?: string;
  region?: string;
  token?: string;
  atMs?: number;
}

/** The headers that a client with the SDK's signer sends. */
async function signed(signing: Signing): Promise<Record<string, string>> {
  const { url, body = '' } = signing;
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: alice.accessKeyId,
      secretAccessKey: signing.secret ?? alice.secretAccessKey,
      ...(signing.token !== undefined && { sessionToken: signing.token }),
    },
    service: signing.service ?? 'lambda',
    region: signing.region ?? 'us-east-1',
    sha256: Sha256,
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { host: url.host, 'content-type': 'application/json' },
      body,
    },
    { signingDate: new Date(signing.atMs ?? Date.now()) },
  );
  return headers;
}

async function post(url: URL, headers: Record<string, string>, body: string): Promise<Response> {
  const { host: _host, ...rest } = headers;
  return fetch(url, { method: 'POST', headers: rest, body });
}

test('A signed request reaches the function with the identity of its caller', async () => {
  const front = await functionUrl(greets, { authType: 'AWS_IAM', callers: [alice] });
  const url = new URL('/mcp/a%20b?x=1%202', front.url);
  const body = '{"grün":1}';
  const response = await post(url, await signed({ url, body }), body);
  expect([response.status, await response.text()]).toEqual([200, 'hello']);
  expect(front.target.events).toMatchObject([
    {
      version: '2.0',
      rawPath: '/mcp/a%20b',
      body,
      headers: { host: front.domainName },
      requestContext: {
        accountId: '123456789012',
        domainName: front.domainName,
        authorizer: {
          iam: {
            accessKey: 'AKIAALICE',
            accountId: '123456789012',
            userArn: alice.userArn,
            userId: alice.userId,
          },
        },
      },
    },
  ]);
});

test.each<[string, Omit<Signing, 'url' | 'body'>]>([
  ['with the secret of somebody else', { secret: 'secret of mallory' }],
  ['for another service', { service: 'execute-api' }],
  ['for another region', { region: 'eu-west-1' }],
  ['ten minutes ago', { atMs: Date.now() - 600_000 }],
  ['with a session token that the caller does not have', { token: 'token' }],
])('A request that was signed %s is forbidden', async (_name, signing) => {
  const front = await functionUrl(greets, { authType: 'AWS_IAM', callers: [alice] });
  const url = new URL('/mcp', front.url);
  const response = await post(url, await signed({ url, body: '{}', ...signing }), '{}');
  expect([response.status, await response.json()]).toEqual([403, { Message: 'Forbidden' }]);
  expect(front.target.events).toEqual([]);
});

test('A signature does not hold for another body, another path or no signature at all', async () => {
  const front = await functionUrl(greets, { authType: 'AWS_IAM', callers: [alice] });
  const url = new URL('/mcp', front.url);
  const headers = await signed({ url, body: '{}' });
  expect((await post(url, headers, '{"more":1}')).status).toBe(403);
  expect((await post(new URL('/other', front.url), headers, '{}')).status).toBe(403);
  expect((await post(url, {}, '{}')).status).toBe(403);
  expect((await post(url, headers, '{}')).status).toBe(200);
});

test('Nobody knows the caller of an open URL', async () => {
  const front = await functionUrl(greets);
  expect((await fetch(front.url)).status).toBe(200);
  expect(front.target.events).toMatchObject([{ requestContext: { accountId: 'anonymous' } }]);
  expect(front.target.events[0]).not.toHaveProperty('requestContext.authorizer');
});

test('Status and headers come before the body, WWW-Authenticate under another name', async () => {
  const step = Promise.withResolvers<void>();
  const front = await functionUrl(async (_event, { head, write }) => {
    head({ statusCode: 401, headers: { 'www-authenticate': 'Bearer' }, cookies: ['a=1'] });
    await step.promise;
    await write('later');
  });
  const response = await fetch(front.url);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe(null);
  expect(response.headers.get('x-amzn-remapped-www-authenticate')).toBe('Bearer');
  expect(response.headers.getSetCookie()).toEqual(['a=1']);
  step.resolve();
  expect(await response.text()).toBe('later');
});

test('A response without metadata is the body of a 200', async () => {
  const target = inMemoryFunction(async (_event, { write }) => write('plain'));
  const { invoke } = target;
  const front = await functionUrl({
    ...target,
    invoke: async (event, options) => ({
      ...(await invoke(event, options)),
      contentType: 'text/plain',
    }),
  });
  const response = await fetch(front.url);
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect([response.status, await response.text()]).toEqual([200, 'plain']);
});

test('A function that fails before it responds is a bad gateway, and one that fails later is cut off', async () => {
  const early = await functionUrl(async () => Promise.reject(new Error('Before.')));
  const response = await fetch(early.url);
  expect([response.status, await response.text()]).toEqual([502, 'Internal Server Error']);
  const late = await functionUrl(async (_event, { head, write }) => {
    head({ statusCode: 200 });
    await write('half');
    throw new Error('Midway.');
  });
  await expect((await fetch(late.url)).text()).rejects.toThrow('terminated');
});

test('A buffered URL answers with the result of the function', async () => {
  const front = await functionUrl(
    async (_event, { result }) =>
      result({ statusCode: 201, headers: { 'x-own': '1' }, body: 'AP8=', isBase64Encoded: true }),
    { invokeMode: 'BUFFERED' },
  );
  const response = await fetch(front.url);
  expect([response.status, response.headers.get('x-own')]).toEqual([201, '1']);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0, 255]));
});

test('A buffered URL before a function that fails is a bad gateway', async () => {
  const front = await functionUrl(async () => Promise.reject(new Error('No.')), {
    invokeMode: 'BUFFERED',
  });
  expect((await fetch(front.url)).status).toBe(502);
});

test('What Lambda refuses, the URL passes on', async () => {
  const target = inMemoryFunction(greets);
  target.invoke = () => Promise.reject(new LambdaRefusal('TooManyRequestsException', 'No.'));
  const { url } = await functionUrl(target);
  const response = await fetch(url);
  expect(response.status).toBe(429);
  expect(response.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException');
});
