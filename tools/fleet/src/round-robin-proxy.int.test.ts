import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it, onTestFinished } from 'vitest';

import { startRoundRobinProxy } from './round-robin-proxy.ts';

describe('the proxy', () => {
  it('sends every request to the next host, also over one connection', async () => {
    const proxy = await testProxy();
    for (const name of ['a', 'b', 'c']) {
      proxy.add(await testHost((_, response) => response.end(name)));
    }

    const answers: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      answers.push(await (await fetch(proxy.origin)).text());
    }

    expect(answers.join('')).toBe('abcabca');
  });

  it('hands on method, path, headers and body, and the status and headers of the answer', async () => {
    const proxy = await testProxy();
    proxy.add(
      await testHost((request, response) => {
        response.writeHead(418, { 'x-answer': `${request.method} ${request.url}` });
        response.write(String(request.headers['x-question']));
        request.pipe(response);
      }),
    );

    const body = 'x'.repeat(1_000_000);
    const response = await fetch(`${proxy.origin}/mcp?a=b`, {
      method: 'PUT',
      headers: { 'x-question': 'why' },
      body,
    });

    expect(response.status).toBe(418);
    expect(response.headers.get('x-answer')).toBe('PUT /mcp?a=b');
    expect(await response.text()).toBe(`why${body}`);
  });

  it('streams an answer as it is written', async () => {
    const proxy = await testProxy();
    const written: (() => void)[] = [];
    proxy.add(
      await testHost((_, response) => {
        response.write('first');
        written.push(() => response.end('second'));
      }),
    );

    const reader = await readerOf(await fetch(proxy.origin));

    expect(await reader.read()).toBe('first');
    written[0]?.();
    expect(await reader.read()).toBe('second');
  });

  it('tells the host when the client has hung up', async () => {
    const proxy = await testProxy();
    let hungUp: Promise<unknown> = Promise.resolve();
    proxy.add(
      await testHost((_, response) => {
        hungUp = once(response, 'close');
        response.write('first');
      }),
    );
    const client = new AbortController();
    const reader = await readerOf(await fetch(proxy.origin, { signal: client.signal }));
    await reader.read();

    client.abort();

    await expect(hungUp).resolves.toBeDefined();
  });

  it('tells the client when the host has hung up in the middle of its answer', async () => {
    const proxy = await testProxy();
    proxy.add(
      await testHost((_, response) => {
        response.write('first');
        setTimeout(() => response.destroy(), 20);
      }),
    );

    const response = await fetch(proxy.origin);

    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('answers 502 when a host hangs up before it answers, and never asks another one', async () => {
    const proxy = await testProxy();
    let calls = 0;
    const hangUp: RequestListener = (request) => {
      calls += 1;
      request.socket.destroy();
    };
    proxy.add(await testHost(hangUp));
    proxy.add(await testHost(hangUp));

    const response = await fetch(proxy.origin, { method: 'POST', body: 'once' });

    expect(response.status).toBe(502);
    expect(calls).toBe(1);
  });

  it('asks the next host where one accepts no connections, and sends it the whole body', async () => {
    const proxy = await testProxy();
    proxy.add('http://127.0.0.1:1');
    proxy.add(await testHost((request, response) => request.pipe(response)));

    for (let index = 0; index < 3; index += 1) {
      const response = await fetch(proxy.origin, { method: 'POST', body: 'whole' });
      expect(await response.text()).toBe('whole');
    }
  });

  it('answers 502 where there is no host, or none accepts connections', async () => {
    const proxy = await testProxy();
    expect((await fetch(proxy.origin)).status).toBe(502);
    const remove = proxy.add('http://127.0.0.1:1');
    expect((await fetch(proxy.origin)).status).toBe(502);
    remove();
    proxy.add(await testHost((_, response) => response.end('here')));

    expect(await (await fetch(proxy.origin)).text()).toBe('here');
  });

  it('lets answers that run end when their host leaves the rotation', async () => {
    const proxy = await testProxy();
    const leave = proxy.add(
      await testHost((_, response) => {
        response.write('first');
        void wait(50).then(() => response.end(' and last'));
      }),
    );
    const response = await fetch(proxy.origin);

    leave();

    expect(await response.text()).toBe('first and last');
  });
});

async function testProxy() {
  const proxy = await startRoundRobinProxy();
  onTestFinished(() => proxy.close());
  return proxy;
}

async function testHost(listener: RequestListener): Promise<string> {
  const host = createServer(listener);
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  onTestFinished(() => {
    host.closeAllConnections();
    host.close();
  });
  return `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
}

async function readerOf(response: Response) {
  const reader = (response.body ?? new ReadableStream()).getReader();
  const decoder = new TextDecoder();
  return {
    read: async () => decoder.decode((await reader.read()).value as Uint8Array | undefined),
  };
}
