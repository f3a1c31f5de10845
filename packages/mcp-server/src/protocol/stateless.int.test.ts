import type { Client } from '@modelcontextprotocol/client';
import { describe, expect, it } from 'vitest';

import { definitions } from '../definitions.ts';
import { createGate } from '../gate.testing.ts';
import { statelessClient } from '../stateless-client.testing.ts';
import { ask } from '../stateless-request.testing.ts';
import { testServer } from '../test-server.testing.ts';

const revision = '2026-07-28';
const greetAna = { name: 'greet', arguments: { name: 'Ana' } };
const multiGreetAna = { name: 'multi-greet', arguments: { name: 'Ana' } };

describe('the client of SDK 2, pinned to 2026-07-28', () => {
  it('is told who answers, and what there is', async () => {
    const client = await statelessClient(await testServer());

    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    expect(client.getServerVersion()).toMatchObject({ name: 'bedrock-spend' });
    expect(client.getInstructions()).toContain('Call bedrock-report');
    expect(client.getServerCapabilities()).toMatchObject({
      extensions: { 'io.modelcontextprotocol/ui': {} },
      resources: { subscribe: true },
    });
  });

  it('lists the same tools, prompts, resources and templates as one with a session', async () => {
    const server = await testServer();
    const [stateless, session] = [
      await statelessClient(server),
      await statelessClient(server, { versionNegotiation: { mode: 'legacy' } }),
    ];

    expect(session.getNegotiatedProtocolVersion()).toBe('2025-11-25');
    expect((await stateless.listTools()).tools).toEqual((await session.listTools()).tools);
    expect((await stateless.listPrompts()).prompts).toEqual((await session.listPrompts()).prompts);
    expect((await stateless.listResources()).resources).toEqual(
      (await session.listResources()).resources,
    );
    expect((await stateless.listResourceTemplates()).resourceTemplates).toEqual(
      (await session.listResourceTemplates()).resourceTemplates,
    );
  });

  it('calls a tool, and gets its text and its data', async () => {
    const client = await statelessClient(await testServer());

    expect(await client.callTool(greetAna)).toMatchObject({
      content: [{ type: 'text', text: 'Hello, Ana!' }],
      structuredContent: { greeting: 'Hello, Ana!' },
    });
  });

  it('is told the right name where a tool does not exist, as an error of the protocol', async () => {
    const client = await statelessClient(await testServer());

    await expect(client.callTool({ name: 'gret', arguments: {} })).rejects.toMatchObject({
      code: -32602,
      message: 'There is no tool "gret": call "greet".',
    });
  });

  it('gets prompts, resources and completions', async () => {
    const client = await statelessClient(await testServer());

    const { messages } = await client.getPrompt({ name: 'monthly-review' });
    const { contents } = await client.readResource({ uri: 'bedrock-spend://prices' });
    const { completion } = await client.complete({
      ref: { type: 'ref/resource', uri: 'bedrock-spend://report/{region}/{days}' },
      argument: { name: 'days', value: '3' },
    });

    expect(messages.length).toBeGreaterThan(0);
    expect(contents[0]).toMatchObject({ uri: 'bedrock-spend://prices' });
    expect(completion.values).toContain('30');
  });

  it('may keep lists for a while, for itself alone', async () => {
    const { url } = await testServer();

    const { result } = await ask(url, { method: 'tools/list' });

    expect(result).toMatchObject({ ttlMs: 300_000, cacheScope: 'private' });
  });

  it('hears of progress while the call runs', async () => {
    const gate = createGate();
    const client = await statelessClient(await testServer({ wait: gate.wait }));
    const first = Promise.withResolvers<number>();

    const call = client.callTool(multiGreetAna, {
      onprogress: ({ progress }) => first.resolve(progress),
    });

    // The gate opens only now: the message cannot have come with the result.
    expect(await first.promise).toBe(1);
    gate.open();
    expect((await call).content).toEqual([{ type: 'text', text: 'Good morning, Ana!' }]);
  });

  it.each([
    ['none', undefined, 0],
    ['all', 'debug', 2],
    ['errors', 'error', 0],
  ])('hears of %s of the log messages as each call asks for', async (_what, level, expected) => {
    const client = await statelessClient(await testServer({ wait: async () => {} }));
    let heard = 0;
    client.setNotificationHandler('notifications/message', () => {
      heard += 1;
    });

    await client.callTool({
      ...multiGreetAna,
      ...(level !== undefined && { _meta: { 'io.modelcontextprotocol/logLevel': level } }),
    });

    expect(heard).toBe(expected);
  });

  it('cancels a call by closing its request', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const client = await statelessClient(server);
    const cancel = new AbortController();

    const call = client.callTool(multiGreetAna, {
      signal: cancel.signal,
      onprogress: () => cancel.abort(),
    });

    await expect(call).rejects.toMatchObject({ name: 'SdkError' });
    await expect
      .poll(() => server.log.find(({ outcome }) => outcome !== undefined))
      .toMatchObject({ tool: 'multi-greet', outcome: 'cancelled' });
  });
});

describe('a fault of ours', () => {
  it('is told in words that give nothing away, and is found in the log', async () => {
    const faulty = {
      uri: 'test://faulty',
      name: 'faulty',
      title: 'Faulty',
      description: 'Fails.',
      mimeType: 'text/plain',
      read: async () => {
        throw new TypeError('cannot read /home/ana/secret');
      },
    };
    const server = await testServer({
      definitions: { ...definitions, resources: [faulty] },
    });
    const client = await statelessClient(server);

    await expect(client.readResource({ uri: 'test://faulty' })).rejects.toMatchObject({
      code: -32603,
      message: 'This failed through a fault in the server.',
    });
    expect(server.log).toContainEqual(
      expect.objectContaining({
        level: 'error',
        fault: expect.objectContaining({ type: 'TypeError' }),
      }),
    );
    expect(server.logText()).not.toContain('secret');
  });
});

describe('which protocol a request speaks', () => {
  it('is asked first by a client that speaks both', async () => {
    const client = await statelessClient(await testServer(), {
      versionNegotiation: { mode: 'auto' },
    });

    expect(client.getNegotiatedProtocolVersion()).toBe(revision);
    expect(textOf(await client.callTool(greetAna))).toBe('Hello, Ana!');
  });

  it('is told by its body: a later version than ours is refused with those that are served', async () => {
    const { url } = await testServer();

    const { status, error } = await ask(url, { method: 'server/discover', version: '2099-01-01' });

    expect(status).toBe(400);
    expect(error).toMatchObject({ code: -32022, data: { supported: [revision] } });
  });
});

describe('a server that stops', () => {
  it('lets a call that runs end', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait, graceMs: 5000 });
    const client = await statelessClient(server);
    const begun = Promise.withResolvers<void>();
    const call = client.callTool(multiGreetAna, { onprogress: () => begun.resolve() });
    await begun.promise;

    const closed = server.close();
    gate.open();

    expect(textOf(await call)).toBe('Good morning, Ana!');
    await closed;
  });

  it('tells who listens, and does not wait for them', async () => {
    const server = await testServer({ graceMs: 5000 });
    const client = await statelessClient(server);
    const subscription = await client.listen({
      resourceSubscriptions: ['bedrock-spend://prices'],
    });
    const startMs = performance.now();

    await server.close();

    expect(await subscription.closed).toBe('graceful');
    expect(performance.now() - startMs).toBeLessThan(3000);
  });
});

it('refuses to listen at once where no answer stays open, and offers no subscriptions', async () => {
  const server = await testServer({ sessions: { canStream: false } });
  const client = await statelessClient(server);

  const listening = client.listen({ resourceSubscriptions: ['bedrock-spend://prices'] });

  await expect(listening).rejects.toThrow('no answer stays open');
  expect(client.getServerCapabilities()?.resources).toEqual({ subscribe: false });
});

function textOf(result: Awaited<ReturnType<Client['callTool']>>): string {
  const [first] = result.content;
  return first?.type === 'text' ? first.text : '';
}
