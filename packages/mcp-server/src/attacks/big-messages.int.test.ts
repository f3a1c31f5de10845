import { describe, expect, it } from 'vitest';

import {
  callMessage,
  errorOf,
  eventsOf,
  initializeMessage,
  openSession,
  post,
} from '../json-rpc.testing.ts';
import { guardedServer, type GuardedServer } from './guarded-server.testing.ts';

const batchVersion = '2025-03-26';

describe('a request', () => {
  it('of many bytes is read to its end where they are not counted, and is 413 otherwise', async () => {
    const padding = 'x'.repeat(5 * 1024 * 1024);
    const ping = { jsonrpc: '2.0', id: 3, method: 'ping', params: { _meta: { padding } } };
    const open = await guardedServer({}, { message: { maxBytes: Number.POSITIVE_INFINITY } });
    const guarded = await guardedServer();

    expect((await inSession(open, ping)).status).toBe(200);
    expect((await inSession(guarded, ping)).status).toBe(413);
  });

  it('that is nested deeply goes over the stack where its depth is not counted, and is 400 otherwise', async () => {
    const depth = 100_000;
    const nested = `${'['.repeat(depth)}${']'.repeat(depth)}`;
    const opening = JSON.stringify({
      ...initializeMessage,
      params: { ...initializeMessage.params, capabilities: { experimental: { x: { y: 0 } } } },
    }).replace('"y":0', `"y":${nested}`);
    const open = await guardedServer({}, { message: { maxDepth: Number.POSITIVE_INFINITY } });
    const guarded = await guardedServer();

    const broken = await post(open.url, opening);
    const refused = await post(guarded.url, opening);

    // The stack is too short for whatever looks into such a value.
    expect(broken.status).toBe(500);
    expect(open.logText()).toContain('a request failed through a bug');
    expect(refused.status).toBe(400);
    expect((await errorOf(refused)).message).toContain('nested too deeply');
    expect(guarded.logText()).not.toContain('bug');
  });

  it('with an unbounded batch runs all of it where messages are not counted, and is 400 otherwise', async () => {
    const batch = Array.from({ length: 500 }, (_, index) =>
      callMessage('greet', { name: 'Eve' }, index),
    );
    const open = await guardedServer({}, { message: { maxBatch: Number.POSITIVE_INFINITY } });
    const guarded = await guardedServer();

    const answered = await inSession(open, batch, batchVersion);
    const refused = await inSession(guarded, batch, batchVersion);

    expect(answered.status).toBe(200);
    expect((await answered.text()).match(/"text":"Hello, Eve!"/g)).toHaveLength(500);
    expect(refused.status).toBe(400);
    expect((await errorOf(refused)).message).toContain('A batch must not have more than 20');
    expect(guarded.logText()).not.toContain('"tool":"greet"');
  });
});

async function inSession(
  { url }: GuardedServer,
  message: unknown,
  protocolVersion?: string,
): Promise<Response> {
  if (protocolVersion === undefined) return post(url, message, { session: await openSession(url) });
  const params = { ...initializeMessage.params, protocolVersion };
  const opened = await post(url, { ...initializeMessage, params });
  expect(eventsOf(await opened.text()).length).toBeGreaterThan(0);
  return post(url, message, { session: opened.headers.get('mcp-session-id') ?? '' });
}
