import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

import { definitions } from '../definitions.ts';
import { callMessage, openSession, post } from '../json-rpc.testing.ts';
import type { StartOptions } from '../serve.ts';
import { testServer } from '../test-server.testing.ts';
import { defineTool } from '../tools/tool.ts';

const piece = 'x'.repeat(50_000);

/** Says far more than any socket holds, then answers. */
const chatter = defineTool({
  name: 'chatter',
  title: 'Chatter',
  description: 'Says much.',
  inputSchema: z.strictObject({ pieces: z.number() }),
  annotations: {
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: false,
  },
  async run({ pieces }, { log }) {
    for (let count = 0; count < pieces; count += 1) {
      await log('info', piece);
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    return { content: ['done'] };
  },
});
const chattering = {
  definitions: { ...definitions, tools: [...definitions.tools, chatter] },
} satisfies Partial<StartOptions>;

describe('a client that sends slowly', () => {
  it('is cut off when its headers do not arrive in time, and others are served meanwhile', async () => {
    const server = await testServer({ connections: { headersTimeoutMs: 300 } });
    const { socket, received } = rawClient(server.port);
    const drip = setInterval(() => socket.write('X-Slow: 1\r\n'), 50);
    onTestFinished(() => clearInterval(drip));
    socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\n');

    expect(await openSession(server.url)).not.toBe('');
    await once(socket, 'close');

    expect(received()).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('is cut off when its body does not arrive in time', async () => {
    const server = await testServer({
      connections: { headersTimeoutMs: 200, requestTimeoutMs: 400 },
    });
    const { socket } = rawClient(server.port);
    const drip = setInterval(() => socket.write(' '), 50);
    onTestFinished(() => clearInterval(drip));
    socket.write(
      'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n',
    );

    await once(socket, 'close');

    expect(socket.destroyed).toBe(true);
  });

  it('is cut off when it says nothing at all', async () => {
    const server = await testServer({ connections: { headersTimeoutMs: 200 } });
    const { socket } = rawClient(server.port);

    await once(socket, 'close');

    expect(socket.destroyed).toBe(true);
  });

  it('may take its time between two requests, but not for ever', async () => {
    const server = await testServer({ connections: { keepAliveMs: 200 } });
    const { socket, received } = rawClient(server.port);
    const health = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n';
    socket.write(health);
    await expect.poll(received).toContain('"ok"');
    socket.write(health);

    await once(socket, 'close');

    expect(received().split('HTTP/1.1 200').length - 1).toBe(2);
  });
});

describe('a client that sends too much before its body', () => {
  it('gets 431 for headers that are too long', async () => {
    const { url } = await testServer({ connections: { maxHeaderBytes: 4096 } });

    const response = await post(url, {}, { headers: { 'X-Long': 'a'.repeat(5000) } });

    expect(response.status).toBe(431);
  });

  it('has no connection beyond the limit, and is served when others have gone', async () => {
    const server = await testServer({ connections: { maxConnections: 2 } });
    const first = rawClient(server.port);
    const second = rawClient(server.port);
    await Promise.all([once(first.socket, 'connect'), once(second.socket, 'connect')]);

    await expect(fetch(new URL('/healthz', server.url))).rejects.toThrow('fetch failed');
    first.socket.destroy();
    second.socket.destroy();

    await expect
      .poll(async () => {
        const response = await fetch(new URL('/metrics', server.url)).catch(() => null);
        return response?.text();
      })
      .toMatch(/^bedrock_spend_connections_dropped_total [1-9]/m);
  });
});

describe('a client that does not read', () => {
  it('is cut off when a stream has too much for it, and the call goes on to its end', async () => {
    const server = await testServer({
      ...chattering,
      app: { maxWaitingBytes: 200_000 },
      connections: { stalledMs: 300 },
    });
    const { socket, received } = await deafCaller(server, 400);

    await expect
      .poll(() => server.log, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ msg: 'request', tool: 'chatter', cut: true }));
    await expect
      .poll(() => server.log, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ msg: 'call', tool: 'chatter', outcome: 'ok' }));
    // What the network holds is all that there is to read now.
    socket.resume();
    await expect.poll(received).toMatch(/\r\n0\r\n\r\n$/);
    expect(received()).not.toContain('done');
    const metrics = await (await fetch(new URL('/metrics', server.url))).text();
    expect(metrics).toContain('bedrock_spend_streams_cut_total 1');
  });

  it('would be served all of it if it read', async () => {
    const server = await testServer({ ...chattering, app: { maxWaitingBytes: 200_000 } });
    const session = await openSession(server.url);

    const response = await post(server.url, callMessage('chatter', { pieces: 400 }), { session });

    const text = await response.text();
    expect(text.length).toBeGreaterThan(400 * piece.length);
    expect(text).toContain('"done"');
  });

  it('is disconnected when it takes nothing of its answer for too long', async () => {
    const server = await testServer({
      ...chattering,
      app: { maxWaitingBytes: 1e9 },
      connections: { stalledMs: 300 },
    });
    await deafCaller(server, 400);

    await expect
      .poll(() => server.log, { timeout: 10_000 })
      .toContainEqual(
        expect.objectContaining({ msg: 'request', tool: 'chatter', disconnected: true }),
      );
  });
});

function rawClient(port: number): { socket: Socket; received: () => string } {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => {});
  return { socket, received: () => text };
}

/** Calls `chatter` and reads nothing of the answer, until it is told to. */
async function deafCaller({ url, port }: { url: string; port: number }, pieces: number) {
  const session = await openSession(url);
  const body = JSON.stringify(callMessage('chatter', { pieces }));
  const { socket, received } = rawClient(port);
  socket.pause();
  socket.write(
    [
      'POST /mcp HTTP/1.1',
      'Host: localhost',
      'Accept: application/json, text/event-stream',
      'Content-Type: application/json',
      `Mcp-Session-Id: ${session}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
  return { socket, received };
}
