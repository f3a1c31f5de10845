import { describe, expect, it } from 'vitest';

import { createGate } from './gate.testing.ts';
import { callMessage, eventsOf, openSession, post } from './json-rpc.testing.ts';
import { testServer } from './test-server.testing.ts';

const modern = { 'MCP-Protocol-Version': '2025-11-25' };

describe('a stream that broke', () => {
  it('goes on where it broke, with every event once', async () => {
    const gate = createGate();
    const { url } = await testServer({ wait: gate.wait });
    const session = await openSession(url);
    const abort = new AbortController();
    const broken = await fetch(url, {
      method: 'POST',
      signal: abort.signal,
      headers: { ...headersOf(session), 'Content-Type': 'application/json' },
      body: JSON.stringify(callMessage('multi-greet', { name: 'Ana' })),
    });
    const seen = await readUntil(broken, 'Hello, Ana!');
    abort.abort();
    const lastId = eventsOf(seen).at(-1)?.id ?? '';

    const resumed = fetch(url, { headers: { ...headersOf(session), 'Last-Event-ID': lastId } });
    gate.open();

    const rest = eventsOf(await (await resumed).text());
    expect(seen).not.toContain('Hello again, Ana!');
    expect(rest.map(({ message }) => message)).toMatchObject([
      { method: 'notifications/message', params: { data: 'Hello again, Ana!' } },
      { id: 2, result: { content: [{ text: 'Good morning, Ana!' }] } },
    ]);
  });

  it('gives the answer of a call that ended meanwhile, and ends', async () => {
    const { url } = await testServer({ wait: async () => {} });
    const session = await openSession(url);
    const response = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });
    const [first] = eventsOf(await response.text());

    const resumed = await resume(url, session, first?.id);

    expect(first?.message).toBeNull();
    expect(eventsOf(await resumed.text()).map(({ message }) => message)).toMatchObject([
      { params: { data: 'Hello, Ana!' } },
      { params: { data: 'Hello again, Ana!' } },
      { id: 2, result: { content: [{ text: 'Good morning, Ana!' }] } },
    ]);
  });

  it('answers 204 when there is nothing more, so that clients stop asking', async () => {
    const { url } = await testServer({ wait: async () => {} });
    const session = await openSession(url);
    const ended = await post(url, callMessage('multi-greet', { name: 'Ana' }), { session });
    const last = eventsOf(await ended.text()).at(-1);

    const resumed = await resume(url, session, last?.id);

    expect(last?.message).toMatchObject({ id: 2 });
    expect(resumed.status).toBe(204);
  });

  it('does not give the events of one session to another', async () => {
    const { url } = await testServer({ wait: async () => {} });
    const [mine, theirs] = [await openSession(url), await openSession(url)];
    const response = await post(url, callMessage('multi-greet', { name: 'secret' }), {
      session: mine,
    });
    const [first] = eventsOf(await response.text());

    const stolen = await resume(url, theirs, first?.id);

    expect(stolen.status).toBe(400);
    expect(await stolen.text()).not.toContain('secret');
  });

  it.each(['', 'x', 'x.1', 'x.1.y', '..', 'x.00000001.AAAAAAAAAAAAAAAA'])(
    'is not to be had for the event id %j',
    async (eventId) => {
      const { url } = await testServer();
      const session = await openSession(url);

      const resumed = await resume(url, session, `${eventId}!`);

      expect(resumed.status).toBe(400);
    },
  );
});

describe('a cancelled call', () => {
  it('ends its stream without an answer, and tells a client that resumes that it is over', async () => {
    const gate = createGate();
    const { url } = await testServer({ wait: gate.wait });
    const session = await openSession(url);
    const call = await post(url, callMessage('multi-greet', { name: 'Ana' }, 'call-1'), {
      session,
      headers: modern,
    });
    await gate.reached;

    await post(
      url,
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'call-1' } },
      { session },
    );

    const events = eventsOf(await call.text());
    expect(events.some(({ message }) => message !== null && 'id' in message)).toBe(false);
    expect(gate.aborted()).toBe(true);
    const resumed = await fetch(url, {
      headers: { ...headersOf(session), 'Last-Event-ID': events.at(-1)?.id ?? '' },
    });
    expect(resumed.status).toBe(204);
  });

  it('leaves a call alone that was not named', async () => {
    const { url } = await testServer({ wait: async () => {} });
    const session = await openSession(url);

    await post(
      url,
      { jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 'call-1' } },
      { session },
    );
    const response = await post(url, callMessage('multi-greet', { name: 'Ana' }, 'call-1'), {
      session,
    });

    expect(await response.text()).toContain('Good morning, Ana!');
  });
});

async function resume(url: string, session: string, lastEventId = ''): Promise<Response> {
  return fetch(url, { headers: { ...headersOf(session), 'Last-Event-ID': lastEventId } });
}

function headersOf(session: string): Record<string, string> {
  return { ...modern, Accept: 'application/json, text/event-stream', 'Mcp-Session-Id': session };
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
  return text;
}
