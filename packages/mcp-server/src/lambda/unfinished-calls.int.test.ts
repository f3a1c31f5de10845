import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';

import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';

import { definitions } from '../definitions.ts';
import { defineTool } from '../tools/tool.ts';
import {
  messageOf,
  signedEvent,
  testContext,
  testRuntime,
  testStream,
  type TestStream,
} from './runtime.testing.ts';
import { streamingHandlerOf } from './streaming-handler.ts';
import { handled, serverWithApp, type TestLambdaServer } from './test-server.testing.ts';

const annotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/** What a call of `chatter` is answered to somebody who takes a piece each 20 ms. */
async function chat(server: TestLambdaServer): Promise<string> {
  const handler = streamingHandlerOf(server, testRuntime);
  const opened = testStream();
  await handler(signedEvent(), opened.stream, testContext());
  const session = opened.head?.headers['mcp-session-id'] ?? '';
  const params = { name: 'chatter', arguments: {} };
  const message = { id: 7, method: 'tools/call', params };
  const sink = testStream({ takeMs: 20 });
  const event = signedEvent(messageOf(message, { headers: { 'Mcp-Session-Id': session } }));
  await handler(event, sink.stream, testContext());
  await finished(sink.stream);
  return sink.text;
}

describe('an answer of the app that is taken more slowly than it is made', () => {
  /** Says ten times 200 kB, at once. */
  const chatter = defineTool({
    name: 'chatter',
    title: 'Chatter',
    description: 'Says much.',
    inputSchema: z.strictObject({}),
    annotations,
    async run(_, { log }) {
      for (let count = 0; count < 10; count += 1) await log('info', 'x'.repeat(200_000));
      return { content: ['done'] };
    },
  });
  const chattering = { definitions: { ...definitions, tools: [chatter] } };

  it('is sent whole, as nobody could come back for the rest', async () => {
    const text = await chat(serverWithApp(chattering));

    expect(text.length).toBeGreaterThan(2_000_000);
    expect(text.slice(-200)).toContain('"done"');
  });

  it('ends with an error for who asked where more would wait than may', async () => {
    const server = serverWithApp({ ...chattering, maxWaitingBytes: 300_000 });

    const text = await chat(server);

    expect(text.slice(-600)).toContain('"id":7,"error":{"code":-32603');
    expect(server.log).toContainEqual(expect.objectContaining({ msg: 'the answer broke off' }));
  });
});

/** An app with a tool that takes this long to clean up after itself, as what stops a query of AWS does. */
function cleaner(cleaningMs: number, onClean: () => void) {
  const tool = defineTool({
    name: 'dig',
    title: 'Dig',
    description: 'Digs until it is stopped.',
    inputSchema: z.strictObject({}),
    annotations,
    async run(_, { signal }) {
      try {
        await wait(60_000, undefined, { signal });
      } finally {
        await wait(cleaningMs);
        onClean();
      }
      return { content: ['never'] };
    },
  });
  return serverWithApp({ definitions: { ...definitions, tools: [tool] } });
}

/** What is sent of a call that its client cancels at once. */
async function cancelled(server: TestLambdaServer, leftMs?: number): Promise<TestStream> {
  const opened = handled(server);
  await opened.done;
  const headers = { 'Mcp-Session-Id': opened.sink.head?.headers['mcp-session-id'] ?? '' };
  const asked = { id: 7, method: 'tools/call', params: { name: 'dig', arguments: {} } };
  const { sink, done } = handled(server, signedEvent(messageOf(asked, { headers })), leftMs);
  await vi.waitFor(() => expect(sink.head).toBeDefined());
  const cancel = { method: 'notifications/cancelled', params: { requestId: 7 } };
  await handled(server, signedEvent(messageOf(cancel, { headers }))).done;
  await done;
  return sink;
}

describe('a call that is cancelled', () => {
  it('has cleaned up and is told of in the log before Lambda freezes the instance', async () => {
    const onClean = vi.fn<() => void>();
    const server = cleaner(100, onClean);

    const sink = await cancelled(server);

    expect(sink.isEnded).toBe(true);
    expect(onClean).toHaveBeenCalledOnce();
    expect(server.log).toContainEqual(
      expect.objectContaining({ msg: 'call', outcome: 'cancelled' }),
    );
  });

  it('is not waited for beyond the time that Lambda gives', async () => {
    const onClean = vi.fn<() => void>();

    await cancelled(cleaner(2000, onClean), 1600);

    expect(onClean).not.toHaveBeenCalled();
  });
});
