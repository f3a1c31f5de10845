import { describe, expect, it } from 'vitest';

import { bufferedHandlerOf } from './buffered-handler.ts';
import {
  functionUrlEvent,
  httpApiEvent,
  loadBalancerEvent,
  restApiEvent,
  type SampleRequest,
} from './events/sample-events.testing.ts';
import { currentInvocation } from './invocation.ts';
import { initialize, messageOf, testContext } from './runtime.testing.ts';
import { serverAnswering, serverWithApp, type TestLambdaServer } from './test-server.testing.ts';

const json = { 'Content-Type': 'application/json' };

function handled(server: TestLambdaServer, event: unknown, leftMs = 60_000) {
  return bufferedHandlerOf(server)(event, testContext({ leftMs }));
}

/** What this answer becomes for a front. */
function resultFor(event: unknown, response: () => Response) {
  return handled(serverAnswering(response), event);
}

const fronts: [string, (sample: SampleRequest) => unknown][] = [
  ['a REST API', restApiEvent],
  ['an HTTP API', httpApiEvent],
  ['a function URL', functionUrlEvent],
  ['a load balancer', (sample) => loadBalancerEvent(sample)],
  ['a load balancer with lists', (sample) => loadBalancerEvent(sample, { hasLists: true })],
];

describe.each(fronts)('the answer in one piece for %s', (_, eventOf) => {
  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/event-stream',
    'text/plain',
    'text/html',
  ])('is a text of the type %s', async (type) => {
    const result = await resultFor(
      eventOf({}),
      () => new Response('{"name":"Žluťoučký 東京"}', { headers: { 'Content-Type': type } }),
    );

    expect(result).toMatchObject({ body: '{"name":"Žluťoučký 東京"}', isBase64Encoded: false });
  });

  it.each(['image/png', 'application/octet-stream', 'application/jsonp', undefined])(
    'is base64 of the type %s',
    async (type) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const headers = type === undefined ? {} : { 'Content-Type': type };
      const result = await resultFor(eventOf({}), () => new Response(bytes, { headers }));

      expect(result.isBase64Encoded).toBe(true);
      expect(Buffer.from(result.body, 'base64')).toEqual(Buffer.from(bytes));
    },
  );

  it('keeps bytes that are no text, whatever they are called', async () => {
    const bytes = Buffer.from([0xe9, 0x74, 0xe9]);
    const headers = { 'Content-Type': 'text/plain; charset=latin1' };
    const result = await resultFor(eventOf({}), () => new Response(bytes, { headers }));

    expect(result).toMatchObject({ body: bytes.toString('base64'), isBase64Encoded: true });
  });

  it.each([202, 204, 304])('may be %i without a body', async (status) => {
    const result = await resultFor(eventOf({}), () => new Response(null, { status }));

    expect(result).toMatchObject({ statusCode: status, body: '', isBase64Encoded: false });
  });

  it('of the app itself is what a client can read', async () => {
    const server = serverWithApp({
      access: { apiKeys: [] },
      allowedHosts: ['lambda-846800462-us-east-2.elb.amazonaws.com'],
    });
    const result = await handled(
      server,
      eventOf({ ...initialize, path: '/healthz', method: 'GET' }),
    );

    expect(result.statusCode).toBe(200);
    expect(JSON.parse(result.body)).toMatchObject({ status: 'ok' });
  });
});

function withCookies(): Response {
  const headers = new Headers({ ...json, 'Mcp-Session-Id': 'abc' });
  headers.append('Set-Cookie', 'a=1');
  headers.append('Set-Cookie', 'b=2');
  return new Response('{}', { headers });
}

describe('headers', () => {
  const plain = { 'content-type': 'application/json', 'mcp-session-id': 'abc' };

  it.each([
    ['a REST API', restApiEvent()],
    ['an HTTP API with the format 1.0', { ...restApiEvent(), version: '1.0' }],
  ])('go to %s with cookies as a list', async (_, event) => {
    const result = await resultFor(event, withCookies);

    expect(result.headers).toEqual(plain);
    expect(result.multiValueHeaders).toEqual({ 'set-cookie': ['a=1', 'b=2'] });
  });

  it.each([
    ['an HTTP API', httpApiEvent()],
    ['a function URL', functionUrlEvent()],
  ])('go to %s with cookies apart', async (_, event) => {
    const result = await resultFor(event, withCookies);

    expect(result).toMatchObject({ headers: plain, cookies: ['a=1', 'b=2'] });
    expect(result).not.toHaveProperty('multiValueHeaders');
  });

  it('go to a load balancer that wants lists as lists alone', async () => {
    const result = await resultFor(loadBalancerEvent({}, { hasLists: true }), withCookies);

    expect(result.multiValueHeaders).toEqual({
      'content-type': ['application/json'],
      'mcp-session-id': ['abc'],
      'set-cookie': ['a=1', 'b=2'],
    });
    expect(result).not.toHaveProperty('headers');
    expect(result.statusDescription).toBe('200 OK');
  });

  it('go to a load balancer that wants no lists singly', async () => {
    const result = await resultFor(loadBalancerEvent(), withCookies);

    expect(result.headers).toEqual({ ...plain, 'set-cookie': 'a=1' });
    expect(result).not.toHaveProperty('multiValueHeaders');
  });
});

function text(bytes: number): () => Response {
  const headers = { 'Content-Type': 'text/plain' };
  return () => new Response('x'.repeat(bytes), { headers });
}

describe('an answer that is too large', () => {
  it.each([
    ['a REST API', restApiEvent(), 6_290_000],
    ['a load balancer', loadBalancerEvent(), 1_048_000],
  ])('gets through to %s up to the limit', async (_, event, bytes) => {
    const result = await resultFor(event, text(bytes));

    expect(result.statusCode).toBe(200);
    expect(result.body).toHaveLength(bytes);
  });

  it.each([
    ['a REST API', restApiEvent(), 6_291_556, '6 MB'],
    ['a load balancer', loadBalancerEvent(), 1_048_576, '1 MB'],
  ])('becomes an error for %s that says what to do', async (_, event, bytes, limit) => {
    const result = await resultFor(event, text(bytes));

    expect(result.statusCode).toBe(413);
    expect(JSON.parse(result.body)).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: {
        code: -32000,
        message: `The answer is larger than the ${limit} that get through here in one piece: ask for less, such as fewer days or a lower limit, or let the operator put a front before the server that streams.`,
      },
    });
  });

  it('is counted as it is sent: base64 and escapes included', async () => {
    const binary = await resultFor(restApiEvent(), () => new Response(new Uint8Array(5_000_000)));
    const quoted = await resultFor(
      restApiEvent(),
      () => new Response('"'.repeat(4_000_000), { headers: json }),
    );

    expect([binary.statusCode, quoted.statusCode]).toEqual([413, 413]);
  });

  it('is not made to its end', async () => {
    let made = 0;
    const endless = () =>
      new Response(
        new ReadableStream<Uint8Array>({
          pull(stream) {
            made += 1;
            stream.enqueue(new Uint8Array(2 ** 20));
          },
        }),
      );
    const result = await resultFor(restApiEvent(), endless);

    expect(result.statusCode).toBe(413);
    expect(made).toBeLessThan(12);
  });
});

it('an answer that breaks off becomes an error, and a line of the log', async () => {
  const server = serverAnswering(
    () => new Response(new ReadableStream({ pull: (stream) => stream.error(new Error('fire')) })),
  );
  const result = await handled(server, restApiEvent());

  expect(result.statusCode).toBe(500);
  expect(JSON.parse(result.body)).toMatchObject({ error: { code: -32603 } });
  expect(result.body).not.toContain('fire');
  expect(server.log).toMatchObject([{ level: 'error', msg: 'the answer broke off' }]);
});

describe('the time that is left', () => {
  it('is answered 504 when it is over before the answer', async () => {
    const endless = serverAnswering(() => new Response(new ReadableStream()));
    const result = await handled(endless, restApiEvent(), 500);

    expect(result.statusCode).toBe(504);
    expect(JSON.parse(result.body)).toMatchObject({ error: { code: -32000 } });
  });

  it.each(['REST', 'HTTP'] as const)(
    'is less by what the %s API has waited for the instance to start',
    async (kind) => {
      const takenMs = Date.now() - 5000;
      const rest = restApiEvent();
      const http = httpApiEvent();
      rest.requestContext.requestTimeEpoch = takenMs;
      http.requestContext.timeEpoch = takenMs;
      let leftMs: number | undefined;
      const server = serverAnswering(() => {
        leftMs = currentInvocation.getStore()?.timeLeftMs();
        return new Response('');
      });
      await handled(server, kind === 'REST' ? rest : http);

      expect(leftMs).toBeGreaterThan(20_000);
      expect(leftMs).toBeLessThan(24_500);
    },
  );
});

it('a session goes through a front in one piece from its first message to its last', async () => {
  const server = serverWithApp({ wait: async () => {} });
  const opened = await handled(server, restApiEvent(initialize));
  const headers = { 'Mcp-Session-Id': opened.headers?.['mcp-session-id'] ?? '' };
  const params = { name: 'multi-greet', arguments: { name: 'Ana' } };

  const listed = await handled(
    server,
    restApiEvent(messageOf({ id: 2, method: 'tools/list' }, { headers })),
  );
  const noted = await handled(
    server,
    restApiEvent(messageOf({ method: 'notifications/initialized' }, { headers })),
  );
  const called = await handled(
    server,
    restApiEvent(messageOf({ id: 3, method: 'tools/call', params }, { headers })),
  );
  const ended = await handled(server, restApiEvent({ method: 'DELETE', headers }));

  expect(listed.body).toContain('bedrock-report');
  expect(noted).toMatchObject({ statusCode: 202, body: '' });
  expect(called.body).toContain('Good morning, Ana!');
  expect(ended.statusCode).toBe(200);
});
