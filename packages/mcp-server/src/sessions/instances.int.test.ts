import { memorySource } from '@bedrock-spend/core';
import {
  ElicitRequestSchema,
  LoggingMessageNotificationSchema,
  ResourceUpdatedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';

import { definitions } from '../definitions.ts';
import { createGate } from '../gate.testing.ts';
import { callMessage, eventsOf, lastMessageOf } from '../json-rpc.testing.ts';
import { testServer } from '../test-server.testing.ts';
import { greet } from '../tools/greet.ts';
import { defineTool } from '../tools/tool.ts';
import { clientOf, instancesOf, openAt } from './instances.testing.ts';

const ping = { jsonrpc: '2.0', id: 9, method: 'ping' };

describe('a session over two instances that take turns', () => {
  it('opens on one and goes on at the other', async () => {
    const { start } = instancesOf();
    const [one, other] = [start(), start()];
    const client = await clientOf([one, other]);

    for (let index = 0; index < 4; index += 1) {
      expect((await client.listTools()).tools.length).toBeGreaterThan(2);
      const result = await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });
      expect(result.content).toEqual([{ type: 'text', text: 'Hello, Ana!' }]);
    }
    expect([one.app.sessionCount, other.app.sessionCount]).toEqual([1, 1]);
  });

  it('hears of progress and messages wherever the call runs', async () => {
    const { start } = instancesOf({ wait: async () => {} });
    const client = await clientOf([start(), start()]);
    for (let index = 0; index < 2; index += 1) {
      const heard: unknown[] = [];
      client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
        heard.push(params.data);
      });
      await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }, undefined, {
        onprogress: ({ progress }) => heard.push(progress),
      });
      expect(heard).toEqual(['Hello, Ana!', 1, 'Hello again, Ana!', 2]);
      await client.ping();
    }
  });

  it('keeps its log level', async () => {
    const { start } = instancesOf({ wait: async () => {} });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    await other.post(callMessage('greet', { name: 'Ana' }), { session });
    const params = { level: 'error' };
    await one.post({ jsonrpc: '2.0', id: 3, method: 'logging/setLevel', params }, { session });

    const answer = await other.post(callMessage('multi-greet', { name: 'Ana' }), { session });

    expect(await answer.text()).not.toContain('notifications/message');
  });

  it('is made once, however many requests reach a cold instance at the same time', async () => {
    const { start } = instancesOf();
    const session = await openAt(start());
    const cold = start();

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, id) => cold.post({ ...ping, id }, { session })),
    );

    const messages = await Promise.all(answers.map(lastMessageOf));
    expect(messages.map((message) => message?.['id'])).toEqual([...messages.keys()]);
    expect(cold.app.sessionCount).toBe(1);
  });

  it.each(['POST', 'GET', 'DELETE'])(
    'answers 404 to %s after it was ended at the other',
    async (method) => {
      const { start } = instancesOf();
      const [one, other] = [start(), start()];
      const session = await openAt(one);
      await other.post(ping, { session });

      expect((await one.delete(session)).status).toBe(200);

      const requests = {
        POST: () => other.post(ping, { session }),
        GET: () => other.get(session),
        DELETE: () => other.delete(session),
      };
      expect((await requests[method as keyof typeof requests]()).status).toBe(404);
    },
  );

  it('aborts a call and ends its listening stream when it is ended at the other', async () => {
    const gate = createGate();
    const { start } = instancesOf({ wait: gate.wait });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const listening = await one.get(session);
    const call = one.post(callMessage('multi-greet', { name: 'Ana' }), { session });
    await gate.reached;

    await other.delete(session);

    expect(eventsOf(await (await call).text()).at(-1)?.message).toMatchObject({
      id: 2,
      error: { message: 'The session ended before this call did.' },
    });
    expect(gate.aborted()).toBe(true);
    expect(await listening.text()).toBe('');
  });

  it('cancels a call that runs at the other', async () => {
    const gate = createGate();
    const { start } = instancesOf({ wait: gate.wait });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const call = one.post(callMessage('multi-greet', { name: 'Ana' }, 'call-1'), { session });
    await gate.reached;

    await other.post(cancellation('call-1'), { session });

    const events = eventsOf(await (await call).text());
    expect(events.some(({ message }) => message !== null && 'id' in message)).toBe(false);
    expect(gate.aborted()).toBe(true);
    const headers = { 'Last-Event-ID': events.at(-1)?.id ?? '' };
    expect((await other.get(session, headers)).status).toBe(204);
  });

  it('cancels by a store that has to be asked', async () => {
    const gate = createGate();
    const { start, store } = instancesOf({ wait: gate.wait });
    const { watchMail: _, ...silent } = store;
    const sessions = { store: silent, pollMs: 20 };
    const [one, other] = [start({ sessions }), start({ sessions })];
    const session = await openAt(one);
    const call = one.post(callMessage('multi-greet', { name: 'Ana' }, 'call-1'), { session });
    await gate.reached;

    await other.post(cancellation('call-1'), { session });

    await (await call).text();
    expect(gate.aborted()).toBe(true);
  });

  it('goes on at the other with a stream that broke, every event once', async () => {
    const gate = createGate();
    const { start } = instancesOf({ wait: gate.wait });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const broken = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });
    const seen = await readUntil(broken, 'Hello, Ana!');

    const headers = { 'Last-Event-ID': eventsOf(seen).at(-1)?.id ?? '' };
    const resumed = await other.get(session, headers);
    gate.open();

    expect(eventsOf(await resumed.text()).map(({ message }) => message)).toMatchObject([
      { params: { data: 'Hello again, Ana!' } },
      { id: 2, result: { content: [{ text: 'Good morning, Ana!' }] } },
    ]);
  });

  it('tells a client that resumes when the instance that ran its call is gone', async () => {
    const gate = createGate();
    const { start } = instancesOf({
      wait: gate.wait,
      sessions: { lostMs: 50, pollMs: 10, heartbeatMs: 3_600_000 },
    });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const broken = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });
    const seen = await readUntil(broken, 'Hello, Ana!');
    const headers = { 'Last-Event-ID': eventsOf(seen).at(-1)?.id ?? '' };

    const [lost] = eventsOf(await (await other.get(session, headers)).text());
    const again = await other.get(session, { 'Last-Event-ID': lost?.id ?? '' });

    expect(lost?.message).toMatchObject({ id: 2, error: { message: /call again/ } });
    expect(again.status).toBe(204);
  });

  it('waits for a call at the other that gives signs of life', async () => {
    const gate = createGate();
    const { start } = instancesOf({
      wait: gate.wait,
      sessions: { lostMs: 200, pollMs: 10, heartbeatMs: 20 },
    });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const broken = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });
    const seen = await readUntil(broken, 'Hello, Ana!');
    const headers = { 'Last-Event-ID': eventsOf(seen).at(-1)?.id ?? '' };
    const resumed = other.get(session, headers).then((response) => response.text());
    await pause(500);
    gate.open();

    expect(await resumed).toContain('Good morning, Ana!');
  });

  it('carries the answer to a question to the instance that asked', async () => {
    const { start } = instancesOf({ definitions: asking() });
    const client = await clientOf([start(), start()], { elicitation: { form: {} } });
    client.setRequestHandler(ElicitRequestSchema, async () => ({
      action: 'accept',
      content: { color: 'blue' },
    }));

    for (let index = 0; index < 3; index += 1) {
      const result = await client.callTool({ name: 'ask', arguments: { name: 'Ana' } });
      expect(result.content).toEqual([{ type: 'text', text: 'blue' }]);
      if (index === 1) await client.ping();
    }
  });

  it('does not hand an answer to a call of another session', async () => {
    const { start } = instancesOf({ definitions: asking() });
    const one = start();
    const [mine, theirs] = [await openAt(one, { elicitation: {} }), await openAt(one)];
    const call = await one.post(callMessage('ask', { name: 'Ana' }), { session: mine });
    const text = await readUntil(call, 'elicitation/create');
    const question = eventsOf(text).at(-1)?.message;
    const answer = { jsonrpc: '2.0', id: question?.['id'], result: { action: 'decline' } };

    const stolen = await one.post(answer, { session: theirs });
    await pause(50);
    const running = one.app.fetch(new Request('http://localhost/metrics'));

    expect(stolen.status).toBe(202);
    expect(await (await running).text()).toMatch(/running_calls\S* 1/);
  });

  it('hears of a changed resource wherever it has subscribed', async () => {
    const { start } = instancesOf();
    const [one, other] = [start(), start()];
    const client = await clientOf([one, other]);
    const heard: string[] = [];
    client.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => {
      heard.push(params.uri);
    });
    await client.subscribeResource({ uri: 'bedrock-spend://prices' });

    for (const { app } of [one, other]) await app.resourceUpdated('bedrock-spend://prices');
    await expect.poll(() => heard).toEqual(['bedrock-spend://prices']);
    await client.unsubscribeResource({ uri: 'bedrock-spend://prices' });
    for (const { app } of [one, other]) await app.resourceUpdated('bedrock-spend://prices');
    await client.ping();
    expect(heard).toHaveLength(1);
  });
});

describe('a client that subscribed at another instance than the one where it listens', () => {
  it('hears of a change that nobody but the server has noticed', async () => {
    let sign = 'a';
    const source = { ...memorySource([]), sign: async () => sign };
    const { start } = instancesOf({
      source,
      lookForChangesMs: 20,
      sessions: { keepAliveMs: 20 },
    });
    const [one, other] = [start(), start()];
    const session = await openAt(one);
    const listening = await one.get(session);
    const uri = 'bedrock-spend://report/all/7';
    const subscribe = { jsonrpc: '2.0', id: 5, method: 'resources/subscribe', params: { uri } };
    await other.post(subscribe, { session });
    await pause(100);

    sign = 'b';

    let text = '';
    for await (const chunk of listening.body ?? []) {
      text += Buffer.from(chunk).toString();
      if (text.includes('notifications/resources/updated')) break;
    }
    expect(text).toContain(uri);
  });
});

describe('a stream that the server closes', () => {
  it('is resumed by the client, at whichever instance', async () => {
    const { start } = instancesOf({
      definitions: {
        ...definitions,
        tools: [
          defineTool({
            ...greet,
            async run({ name }, context) {
              context.closeStream();
              await context.log('warning', 'while you were away');
              return { content: [`Welcome back, ${name}!`], structured: { greeting: '' } };
            },
          }),
        ],
      },
    });
    const client = await clientOf([start(), start()]);
    const heard: unknown[] = [];
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      heard.push(params.data);
    });

    const result = await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });

    expect(result.content).toEqual([{ type: 'text', text: 'Welcome back, Ana!' }]);
    expect(heard).toEqual(['while you were away']);
  });
});

describe('where streams cannot outlive their request', () => {
  it('answers GET with 405, and gives no event ids but that of initialize', async () => {
    const { start } = instancesOf({ wait: async () => {}, sessions: { canStream: false } });
    const one = start();
    const session = await openAt(one);

    const listening = await one.get(session);
    const call = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });

    expect(listening.status).toBe(405);
    expect(listening.headers.get('allow')).toBe('POST, DELETE');
    const text = await call.text();
    expect(text).toContain('Good morning, Ana!');
    expect(text).not.toMatch(/^id:/m);
  });
});

describe('the session store', () => {
  it('is not written to for what is answered as JSON', async () => {
    const { start, store } = instancesOf();
    const written: string[] = [];
    const watched = new Proxy(store, {
      get: (target, name: keyof typeof store) =>
        typeof target[name] === 'function' && name !== 'read'
          ? (...given: unknown[]) => {
              written.push(name);
              return (target[name] as (...rest: unknown[]) => unknown)(...given);
            }
          : target[name],
    });
    const one = start({ sessions: { store: watched } });
    const session = await openAt(one);
    written.length = 0;

    const answer = await one.post(callMessage('greet', { name: 'Ana' }), { session });

    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(written).toEqual([]);
  });

  it('that fails is answered with 503, and does not end the session', async () => {
    const { start, store } = instancesOf();
    let isDown = false;
    const one = start({
      sessions: {
        store: {
          ...store,
          async read(name) {
            if (isDown) throw new Error('secret endpoint');
            return store.read(name);
          },
        },
      },
    });
    const session = await openAt(one);
    isDown = true;
    const failed = await one.post(ping, { session });
    const ended = await one.delete(session);
    isDown = false;

    expect([failed.status, ended.status]).toEqual([503, 503]);
    expect(await failed.text()).not.toContain('secret');
    expect(one.log).toContainEqual(expect.objectContaining({ msg: 'the session store failed' }));
    expect((await one.post(ping, { session })).status).toBe(200);
  });

  it('that cannot be written says so to who wants something kept', async () => {
    const { start, store } = instancesOf();
    const one = start({
      sessions: {
        store: {
          ...store,
          async setLogLevel() {
            throw new Error('secret endpoint');
          },
        },
      },
    });
    const session = await openAt(one);

    const params = { level: 'error' };
    const answer = await one.post({ ...ping, method: 'logging/setLevel', params }, { session });

    expect((await lastMessageOf(answer))?.['error']).toEqual({
      code: -32603,
      message: 'What is known of sessions cannot be reached now: try again in a few seconds.',
    });
  });

  it('that cannot keep events still lets answers through', async () => {
    const { start, store } = instancesOf({ wait: async () => {} });
    const one = start({
      sessions: {
        store: {
          ...store,
          async appendEvents() {
            throw new Error('down');
          },
        },
      },
    });
    const session = await openAt(one);

    const call = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });

    expect(await call.text()).toContain('Good morning, Ana!');
    expect(one.log).toContainEqual(
      expect.objectContaining({ msg: 'events of a stream could not be stored' }),
    );
  });

  it('that never ends to write holds up neither answers nor the shutdown', async () => {
    const { start, store } = instancesOf({ wait: async () => {} });
    const one = start({ sessions: { store: { ...store, appendEvents: forever }, keepMs: 50 } });
    const session = await openAt(one);

    const call = await one.post(callMessage('multi-greet', { name: 'Ana' }), { session });

    expect(await call.text()).toContain('Good morning, Ana!');
    await one.app.close(0);
  });
});

describe('a request of the client', () => {
  it('may be sent twice under one id, and is answered twice', async () => {
    const gate = createGate();
    const { start } = instancesOf({ wait: gate.wait });
    const one = start();
    const session = await openAt(one);
    const calls = ['Ana', 'Ben'].map((name) =>
      one.post(callMessage('multi-greet', { name }, 5), { session }),
    );
    await gate.reached;
    gate.open();

    const texts = await Promise.all(calls.map(async (call) => (await call).text()));

    for (const [index, name] of ['Ana', 'Ben'].entries()) {
      expect(eventsOf(texts[index] ?? '').at(-1)?.message).toMatchObject({
        id: 5,
        result: { content: [{ text: `Good morning, ${name}!` }] },
      });
    }
  });

  it('is answered in a batch when its messages came in one', async () => {
    const { start } = instancesOf();
    const one = start();
    const session = await openAt(one);

    const answer = await one.post([ping, { ...ping, id: 10 }], { session });

    expect(await answer.json()).toMatchObject([{ id: 9 }, { id: 10 }]);
  });
});

describe('what the server says at its start', () => {
  it.each([
    [{ keys: false, store: true }, /their keys are random/],
    [{ keys: true, store: false }, /give all instances a store that they share/],
    [{ keys: true, store: true }, /every instance that has the same keys and store/],
  ])('tells what works across instances with %j', async (given, sentence) => {
    const { keys, store } = instancesOf();
    const server = await testServer({
      sessions: { ...(given.keys && { keys }), ...(given.store && { store }) },
    });

    expect(server.log.map(({ msg }) => msg)).toContainEqual(expect.stringMatching(sentence));
  });
});

function asking() {
  const ask = defineTool({
    ...greet,
    name: 'ask',
    async run(_, { ask: askClient }) {
      const { color } = await askClient({
        color: {
          method: 'elicitation/create',
          params: {
            message: 'Which color?',
            requestedSchema: { type: 'object', properties: { color: { type: 'string' } } },
          },
        },
      });
      const { content } = color as { content?: { color: string } };
      return { content: [content?.color ?? 'none'], structured: { greeting: '' } };
    },
  });
  return { ...definitions, tools: [...definitions.tools, ask] };
}

function cancellation(requestId: string): unknown {
  return { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } };
}

async function readUntil(response: Response, wanted: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = response.body!.getReader();
  while (!text.includes(wanted)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text;
}

async function forever(): Promise<void> {
  await new Promise(() => {});
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, durationMs);
  });
}
