import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it, vi } from 'vitest';

import { definitions } from '../definitions.ts';
import { eventsOf } from '../json-rpc.testing.ts';
import {
  functionUrlEvent,
  loadBalancerEvent,
  restApiEvent,
} from './events/sample-events.testing.ts';
import {
  initialize,
  messageOf,
  signedEvent,
  testContext,
  testRuntime,
  testStream,
} from './runtime.testing.ts';
import { streamingHandlerOf } from './streaming-handler.ts';
import { handled, serverAnswering, serverWithApp } from './test-server.testing.ts';

const events = { 'Content-Type': 'text/event-stream' };
const call = messageOf({ id: 7, method: 'tools/call', params: { name: 'greet' } });

/** A body that gives what is handed to it, when it is. */
function handFed(onCancel: () => void = () => {}) {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  writer.closed.catch(onCancel);
  return {
    body: readable,
    give: (text: string) => writer.write(Buffer.from(text)),
    end: () => writer.close(),
    fail: (error: Error) => writer.abort(error),
  };
}

describe('an answer that streams', () => {
  it('is begun with status and headers before there is anything of its body', async () => {
    const { body, give, end } = handFed();
    const server = serverAnswering(() => new Response(body, { status: 200, headers: events }));

    const { sink, done } = handled(server);
    await vi.waitFor(() => expect(sink.head).toBeDefined());

    expect(sink.head).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/event-stream' },
    });
    expect(sink.pieces).toEqual([]);

    await give('data: 1\n\n');
    await vi.waitFor(() => expect(sink.text).toBe('data: 1\n\n'));
    await Promise.all([give('data: 2\n\n'), end(), done]);

    expect(sink.text).toBe('data: 1\n\ndata: 2\n\n');
    expect(sink.isEnded).toBe(true);
  });

  it.each([202, 204, 304])('may be %i without a body', async (status) => {
    const { sink, done } = handled(serverAnswering(() => new Response(null, { status })));
    await done;

    expect(sink.head?.statusCode).toBe(status);
    expect(sink.text).toBe('');
    expect(sink.isEnded).toBe(true);
  });

  it('keeps each cookie, and bytes of any kind', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const headers = new Headers({
      'Content-Type': 'application/octet-stream',
      'Content-Length': '256',
    });
    headers.append('Set-Cookie', 'a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT');
    headers.append('Set-Cookie', 'b=2');
    const { sink, done } = handled(serverAnswering(() => new Response(bytes, { headers })));
    await done;

    expect(sink.head?.cookies).toEqual(['a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT', 'b=2']);
    // The front counts what it gets.
    expect(sink.head?.headers).toEqual({ 'content-type': 'application/octet-stream' });
    expect(Buffer.concat(sink.pieces)).toEqual(Buffer.from(bytes));
  });

  it('goes no faster than it is taken, and waits where it comes from', async () => {
    const pieceBytes = 64 * 1024;
    let made = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        made += 1;
        controller.enqueue(new Uint8Array(pieceBytes));
        if (made === 320) controller.close();
      },
    });
    const sink = testStream({ takeMs: 1 });
    const handler = streamingHandlerOf(
      serverAnswering(() => new Response(body)),
      testRuntime,
    );
    const done = handler(signedEvent(), sink.stream, testContext());
    await vi.waitFor(() => expect(sink.pieces.length).toBeGreaterThan(10));

    expect(made - sink.pieces.length).toBeLessThan(5);

    await done;
    expect(Buffer.concat(sink.pieces).byteLength).toBe(320 * pieceBytes);
    expect(sink.mostWaitingBytes).toBeLessThan(4 * pieceBytes);
  });
});

describe('an answer that breaks off', () => {
  it('ends, as events, with an error for who asked, and is told of in the log', async () => {
    const { body, give, fail } = handFed();
    const server = serverAnswering(() => new Response(body, { headers: events }));

    const { sink, done } = handled(server, signedEvent(call));
    await give('data: {"jsonrpc":"2.0","method":"notifications/progress"}\n\n');
    await fail(new Error('the disk is on fire'));
    await done;

    expect(sink.isEnded).toBe(true);
    expect(sink.text).toContain('notifications/progress');
    const last = sink.text.split('\n\n').at(-2) ?? '';
    expect(JSON.parse(last.slice(last.indexOf('{')))).toEqual({
      jsonrpc: '2.0',
      id: 7,
      error: {
        code: -32603,
        message:
          'The answer broke off through a fault in the server: its log says where (request c6af9ac6-7b61-11e6-9a41-93e8deadbeef).',
      },
    });
    expect(server.log).toMatchObject([
      {
        level: 'error',
        msg: 'the answer broke off',
        requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      },
    ]);
    expect(sink.text).not.toContain('fire');
  });

  it('ends without a word in the midst of an event, which would make it one', async () => {
    const { body, give, fail } = handFed();
    const { sink, done } = handled(serverAnswering(() => new Response(body, { headers: events })));
    await give('data: {"jsonr');
    await fail(new Error('gone'));
    await done;

    expect(sink.text).toBe('data: {"jsonr');
    expect(sink.isEnded).toBe(true);
  });

  it('does not pass for a whole one where it is anything but events: the invocation fails', async () => {
    const { body, give, fail } = handFed();
    const server = serverAnswering(
      () => new Response(body, { headers: { 'Content-Type': 'application/json' } }),
    );

    const { sink, done } = handled(server);
    const broken = give('{"half":').then(() => fail(new Error('gone')));

    await expect(done).rejects.toThrow('The answer broke off: the line before says why.');
    await broken;

    expect(sink.isEnded).toBe(false);
    expect(server.log).toMatchObject([{ msg: 'the answer broke off' }]);
  });

  it('leaves a server that answers the next request', async () => {
    let count = 0;
    const server = serverAnswering(() => {
      count += 1;
      if (count === 2) return new Response('fine');
      return new Response(
        new ReadableStream({ pull: (stream) => stream.error(new Error('gone')) }),
      );
    });
    await expect(handled(server).done).rejects.toThrow('broke off');

    const { sink, done } = handled(server);
    await done;

    expect(sink.text).toBe('fine');
  });
});

it('stops making an answer that nobody takes any more, once the runtime says so', async () => {
  const cancelled = vi.fn<() => void>();
  const { body, give } = handFed(cancelled);
  const server = serverAnswering(() => new Response(body, { headers: events }));
  const { sink, done } = handled(server);
  await give('data: 1\n\n');

  sink.stream.destroy(new Error('socket hang up'));
  await done;

  await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
  expect(server.log).toMatchObject([{ msg: 'nobody takes the answer any more' }]);
});

describe('the time that Lambda gives', () => {
  const slow = {
    ...definitions,
    tools: definitions.tools.map((tool) =>
      tool.name === 'greet'
        ? {
            ...tool,
            run: async (_: unknown, { signal }: { signal: AbortSignal }) => {
              await wait(60_000, undefined, { signal });
              return { text: 'too late' };
            },
          }
        : tool,
    ),
  } as typeof definitions;
  const meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientCapabilities': {},
    'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1.0.0' },
  };
  const modernCall = messageOf(
    {
      id: 7,
      method: 'tools/call',
      params: { name: 'greet', arguments: { name: 'Ana' }, _meta: meta },
    },
    {
      headers: {
        'MCP-Protocol-Version': '2026-07-28',
        'Mcp-Method': 'tools/call',
        'Mcp-Name': 'greet',
      },
    },
  );

  it('ends a call before it is over, with an answer that says so', async () => {
    const server = serverWithApp({ definitions: slow });

    const { sink, done } = handled(server, signedEvent(modernCall), 1500);
    await done;

    expect(sink.isEnded).toBe(true);
    expect(sink.text).toMatch(
      /greet was given up after 0\.[0-5] seconds, as the host of this server gives a request no more: ask for fewer days or less data\./,
    );
    expect(server.log).toContainEqual(
      expect.objectContaining({ outcome: 'timeout', tool: 'greet' }),
    );
  });

  it('ends a stream that has no end', async () => {
    const cancelled = vi.fn<() => void>();
    const { body, give } = handFed(cancelled);
    const server = serverAnswering(() => new Response(body, { headers: events }));

    const { sink, done } = handled(server, signedEvent(call), 600);
    await give(': still here\n\n');
    await done;

    expect(sink.isEnded).toBe(true);
    expect(sink.text).toContain('"id":7,"error":{"code":-32000,"message":"The time of one request');
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled());
    expect(server.log).toMatchObject([{ level: 'error' }]);
  });

  it('is answered 504 where the server has not even begun to answer', async () => {
    const server = serverAnswering(() => new Promise<never>(() => {}));

    const { sink, done } = handled(server, signedEvent(call), 500);
    await done;

    expect(sink.head?.statusCode).toBe(504);
    expect(JSON.parse(sink.text)).toMatchObject({ error: { code: -32000 } });
  });
});

describe('what the log says', () => {
  it('carries the ids of Lambda and of the gateway in every line', async () => {
    const server = serverWithApp();
    const { done } = handled(server, restApiEvent(initialize));
    await done;

    expect(server.log.length).toBeGreaterThanOrEqual(2);
    for (const line of server.log) {
      expect(line).toMatchObject({
        requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
        gatewayRequestId: '77375676-xmpl-4b79-853a-f982474efe18',
      });
    }
  });

  it('names a request as Lambda does, whatever its client calls it', async () => {
    const server = serverWithApp();
    const forged = { ...initialize, headers: { ...initialize.headers, 'x-request-id': 'forged' } };
    const { sink, done } = handled(server, signedEvent(forged));
    await done;

    expect(sink.head?.headers['x-request-id']).toBe('c6af9ac6-7b61-11e6-9a41-93e8deadbeef');
    expect(JSON.stringify(server.log)).not.toContain('forged');
  });
});

describe('the app behind the handler', () => {
  it('answers a session: initialize, a call that tells of its progress, the end', async () => {
    const server = serverWithApp();
    const opened = handled(server, restApiEvent(initialize));
    await opened.done;
    const session = { 'Mcp-Session-Id': opened.sink.head?.headers['mcp-session-id'] ?? '' };

    const greeting = {
      id: 2,
      method: 'tools/call',
      params: { name: 'greet', arguments: { name: 'Žluťoučký 東京' } },
    };
    const called = handled(server, restApiEvent(messageOf(greeting, { headers: session })));
    await called.done;
    const ended = handled(server, restApiEvent({ method: 'DELETE', headers: session }));
    await ended.done;

    expect(called.sink.head?.statusCode).toBe(200);
    expect(called.sink.text).toContain('Žluťoučký 東京');
    expect(ended.sink.head?.statusCode).toBe(200);
  });

  it('answers GET with 405: a stream without an end would hold an instance', async () => {
    const headers = { Accept: 'text/event-stream' };
    const { sink, done } = handled(serverWithApp(), restApiEvent({ method: 'GET', headers }));
    await done;

    expect(sink.head?.statusCode).toBe(405);
    expect(sink.head?.headers['allow']).toBe('POST, DELETE');
  });

  it('answers the health check of a load balancer, whatever it calls the server', async () => {
    const headers = { host: '10.0.0.7', 'user-agent': 'ELB-HealthChecker/2.0' };
    const { sink, done } = handled(
      serverWithApp(),
      loadBalancerEvent({ method: 'GET', path: '/healthz', headers }),
    );
    await done;

    expect(sink.head?.statusCode).toBe(200);
  });
});

it.each([
  ['a queue', { Records: [{ eventSource: 'aws:sqs' }] }],
  ['nothing', null],
  ['a request with a header that cannot be', functionUrlEvent({ headers: { 'x-a': 'a\nb' } })],
  ['a request with a method that cannot be', functionUrlEvent({ method: 'TRACE' })],
])('an event of %s is answered 400, and the log says what to do', async (_, event) => {
  const server = serverWithApp();
  const { sink, done } = handled(server, event);
  await done;

  expect(sink.head?.statusCode).toBe(400);
  expect(JSON.parse(sink.text)).toMatchObject({ error: { code: -32600 } });
  expect(server.log).toMatchObject([
    { level: 'error', msg: expect.stringContaining('invoke it through API Gateway') as string },
  ]);
  expect(eventsOf(sink.text)).toEqual([]);
});
