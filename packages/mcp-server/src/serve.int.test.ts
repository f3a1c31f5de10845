import { connect } from 'node:net';

import { describe, expect, it } from 'vitest';

import { createGate } from './gate.testing.ts';
import { callMessage, initializeMessage, openSession, post } from './json-rpc.testing.ts';
import { memorySource } from '@bedrock-spend/core';
import { startServer } from './serve.ts';
import { testClient, testServer } from './test-server.testing.ts';

describe('starting', () => {
  it('takes a free port for 0 and tells which', async () => {
    const server = await testServer();

    expect(server.port).toBeGreaterThan(0);
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/mcp`);
  });

  it('names the port and --port when the port is in use', async () => {
    const first = await testServer();

    const second = startServer({ source: memorySource([]), port: first.port });

    await expect(second).rejects.toMatchObject({
      name: 'SpendError',
      code: 'PORT_UNAVAILABLE',
      message: `Port ${first.port} of 127.0.0.1 is in use: choose another one with --port, or --port 0 for any free one.`,
    });
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'spend.example', ''])(
    'refuses the host %j until there is access control',
    async (host) => {
      const start = startServer({ source: memorySource([]), port: 0, host });

      await expect(start).rejects.toMatchObject({ code: 'INVALID_CONFIG' });
    },
  );

  it('serves localhost by name', async () => {
    const server = await testServer({ host: 'localhost' });

    expect((await post(server.url, initializeMessage)).status).toBe(200);
  });
});

describe('shutting down', () => {
  it('lets a call that runs end and refuses new ones meanwhile', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait, graceMs: 5000 });
    const session = await openSession(server.url);
    const call = post(server.url, callMessage('multi-greet', { name: 'Ana' }), { session });
    await gate.reached;

    const closing = server.close();
    const late = await post(server.url, callMessage('greet', { name: 'Ben' }), { session }).then(
      ({ status }) => status,
      () => 'refused',
    );
    gate.open();

    expect(await (await call).text()).toContain('Good morning, Ana!');
    expect([503, 'refused']).toContain(late);
    await closing;
  });

  it('gives up on a call that does not end in time', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait, graceMs: 100 });
    const session = await openSession(server.url);
    const call = await post(server.url, callMessage('multi-greet', { name: 'Ana' }), { session });
    await gate.reached;

    await server.close();

    expect(gate.aborted()).toBe(true);
    expect(await call.text()).not.toContain('Good morning');
  });

  it('ends open streams and connections, and frees the port', async () => {
    const server = await testServer();
    const client = await testClient(server);
    await client.listTools();
    const silent = connect(server.port, '127.0.0.1');
    silent.on('error', () => {});

    await server.close();

    const next = await testServer({ port: server.port });
    expect(next.port).toBe(server.port);
  });

  it('can be asked twice', async () => {
    const server = await testServer();

    const both = Promise.all([server.close(), server.close()]);

    await expect(both).resolves.toBeDefined();
  });
});
