import type { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';

import { createGate } from './gate.testing.ts';
import { testClient, testServer, type TestServer } from './test-server.testing.ts';
import { definitions } from './definitions.ts';
import { greet } from './tools/greet.ts';
import { defineTool } from './tools/tool.ts';

describe("the SDK's client over HTTP", () => {
  it('lists the tools with schemas and annotations', async () => {
    const client = await testClient(await testServer());

    const { tools } = await client.listTools();

    expect(tools.map(({ name }) => name)).toEqual([
      'bedrock-report',
      'bedrock-logs',
      'bedrock-daily-spend',
      'greet',
      'multi-greet',
    ]);
    for (const tool of tools) {
      expect(tool.title).toBeTruthy();
      expect(tool.inputSchema.additionalProperties).toBe(false);
      expect(tool.outputSchema?.type).toBe('object');
      expect(tool.annotations).toMatchObject({ readOnlyHint: true, idempotentHint: true });
    }
  });

  it('is told when to call which tool, those only that are offered', async () => {
    const client = await testClient(await testServer());

    const instructions = client.getInstructions();

    expect(instructions).toContain('Call bedrock-logs for single calls.');
    expect(instructions).not.toContain('bedrock-bill');
  });

  it('greets', async () => {
    const client = await testClient(await testServer());

    const result = await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });

    expect(result).toMatchObject({
      content: [{ type: 'text', text: 'Hello, Ana!' }],
      structuredContent: { greeting: 'Hello, Ana!' },
    });
  });

  it('gets log and progress notifications while the call still runs', async () => {
    const gate = createGate();
    const client = await testClient(await testServer({ wait: gate.wait }));
    const heard: string[] = [];
    const firstProgress = Promise.withResolvers<void>();
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      heard.push(`log ${params.level} ${String(params.data)}`);
    });

    const call = client
      .callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }, undefined, {
        onprogress: ({ progress, total }) => {
          heard.push(`progress ${progress} of ${total}`);
          firstProgress.resolve();
        },
      })
      .then((result) => {
        heard.push('result');
        return result;
      });
    // The gate opens only when the first progress is here: it cannot have come with the result.
    await firstProgress.promise;
    gate.open();

    expect((await call).content).toEqual([{ type: 'text', text: 'Good morning, Ana!' }]);
    expect(heard).toEqual([
      'log info Hello, Ana!',
      'progress 1 of 3',
      'log info Hello again, Ana!',
      'progress 2 of 3',
      'result',
    ]);
  });

  it('greets a second apart by the real clock', async () => {
    const client = await testClient(await testServer());
    const startMs = performance.now();

    await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });

    expect(performance.now() - startMs).toBeGreaterThan(1900);
  });

  it('hears only what its own log level lets through', async () => {
    const server = await testServer({ wait: async () => {} });
    const [quiet, chatty] = [await testClient(server), await testClient(server)];
    const heard = { quiet: 0, chatty: 0 };
    quiet.setNotificationHandler(LoggingMessageNotificationSchema, () => {
      heard.quiet += 1;
    });
    chatty.setNotificationHandler(LoggingMessageNotificationSchema, () => {
      heard.chatty += 1;
    });
    await quiet.setLoggingLevel('error');

    await Promise.all(
      [quiet, chatty].map((client) =>
        client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }),
      ),
    );

    expect(heard).toEqual({ quiet: 0, chatty: 2 });
  });

  it('is told which log levels there are when it asks for another one', async () => {
    const client = await testClient(await testServer());

    const request = client.setLoggingLevel('loud' as 'info');

    await expect(request).rejects.toMatchObject({
      code: -32602,
      message: expect.stringContaining('The level must be one of debug, info') as string,
    });
  });

  it('stops a call by its signal', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const client = await testClient(server);
    const abort = new AbortController();
    const call = client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }, undefined, {
      signal: abort.signal,
    });
    await gate.reached;

    abort.abort('enough');

    await expect(call).rejects.toThrow('enough');
    await expect.poll(() => gate.aborted()).toBe(true);
    await expect.poll(() => server.log.find(({ outcome }) => outcome === 'cancelled')).toBeTruthy();
  });

  it('is answered in one sentence when a call takes too long', async () => {
    const gate = createGate();
    const client = await testClient(await testServer({ wait: gate.wait, callTimeLimitMs: 100 }));

    const result = await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });

    expect(result).toMatchObject({
      isError: true,
      content: [
        {
          text: 'multi-greet was given up after 0.1 seconds: ask for fewer days or less data.',
        },
      ],
    });
  });

  it('gets a protocol error that names the right tool when it calls a mistyped one', async () => {
    const client = await testClient(await testServer());

    const call = client.callTool({ name: 'bedrock_reprot', arguments: {} });

    await expect(call).rejects.toMatchObject({
      code: -32602,
      message: 'MCP error -32602: There is no tool "bedrock_reprot": call "bedrock-report".',
    });
  });

  it('never sees what another session is told', async () => {
    const gate = createGate();
    const server = await testServer({ wait: gate.wait });
    const [ana, ben] = [await testClient(server), await testClient(server)];
    const heardByBen: unknown[] = [];
    ben.fallbackNotificationHandler = async (notification) => {
      heardByBen.push(notification);
    };
    const call = ana.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } }, undefined, {
      onprogress: () => {},
    });
    await gate.reached;
    const greeting = await ben.callTool({ name: 'greet', arguments: { name: 'Ben' } });
    gate.open();
    await call;

    expect(JSON.stringify(greeting)).not.toContain('Ana');
    expect(heardByBen).toEqual([]);
  });
});

describe('what the SDK leaves open', () => {
  it('after a protocol error the client does not ask for the rest of the stream for ever', async () => {
    const server = await testServer();
    const client = await testClient(server);

    await expect(client.callTool({ name: 'no-such-tool' })).rejects.toThrow('There is no tool');

    await new Promise((resolve) => {
      setTimeout(resolve, 1500);
    });
    // The error comes as JSON: there is no stream that the client could take for a broken one.
    expect(requests(server, 'GET').filter(({ status }) => status === 204)).toEqual([]);
  });

  it('a session that its client terminates is over', async () => {
    const server = await testServer();
    const client = await testClient(server);
    const transport = client.transport as StreamableHTTPClientTransport;
    const { sessionId } = transport;

    await transport.terminateSession();

    const headers = { 'Mcp-Session-Id': sessionId!, Accept: 'text/event-stream' };
    expect((await fetch(server.url, { headers })).status).toBe(404);
  });

  it('a client whose session is unknown is told so at once', async () => {
    const server = await testServer();
    const client = await testClient(server);
    await fetch(server.url, {
      method: 'DELETE',
      headers: { 'Mcp-Session-Id': client.transport!.sessionId! },
    });

    const call = client.callTool({ name: 'greet', arguments: { name: 'Ana' } });

    await expect(call).rejects.toMatchObject({ code: 404 });
  });
});

describe('a bug in a tool', () => {
  it('is answered with a sentence that gives nothing away, and logged without what was asked', async () => {
    const secret = 'planted-secret';
    const server = await testServer({
      definitions: {
        ...definitions,
        tools: [
          defineTool({
            ...greet,
            run: async () => {
              throw new TypeError(secret);
            },
          }),
        ],
      },
    });
    const client = await testClient(server);

    const result = await client.callTool({ name: 'greet', arguments: { name: secret } });

    expect(result).toMatchObject({
      isError: true,
      content: [
        { text: "greet failed through a fault in the server; the server's log says where." },
      ],
    });
    const line = server.log.find(({ level }) => level === 'error');
    expect(line).toMatchObject({ tool: 'greet', fault: { type: 'TypeError' } });
    expect(JSON.stringify(line)).toContain('clients.int.test.ts');
    expect(server.logText()).not.toContain(secret);
  });
});

describe("the server's log", () => {
  it('shows initialize and tools/call, each request in one line', async () => {
    const server = await testServer();
    const client = await testClient(server);
    await client.callTool({ name: 'greet', arguments: { name: 'Ana' } });

    await expect
      .poll(() => server.log.filter(({ msg }) => msg === 'request').map(({ rpc }) => rpc))
      .toEqual(expect.arrayContaining(['initialize', 'notifications/initialized', 'tools/call']));
    const line = server.log.find(({ msg, rpc }) => msg === 'request' && rpc === 'tools/call');
    expect(line).toMatchObject({ method: 'POST', path: '/mcp', tool: 'greet', status: 200 });
    expect(line?.['durationMs']).toBeTypeOf('number');
    expect(line?.['session']).toMatch(/^[\w-]{22}$/);
  });

  it('holds no argument, no key and no session id', async () => {
    const server = await testServer();
    const secret = 'planted-secret';
    const session = await fetch(server.url, { method: 'GET', headers: { 'x-api-key': secret } });
    await session.text();
    const client = await testClient(server);
    await client.callTool({ name: 'greet', arguments: { name: secret } });
    await client.callTool({ name: 'bedrock-report', arguments: { time_zone: secret } });
    await client.callTool({ name: 'greet', arguments: { [secret]: 1 } });
    const { sessionId } = client.transport!;
    await client.close();

    await expect.poll(() => server.log.filter(({ msg }) => msg === 'call')).toHaveLength(3);
    expect(server.logText()).not.toContain(secret);
    expect(server.logText()).not.toContain(sessionId);
  });
});

function requests(server: TestServer, method: string): Record<string, unknown>[] {
  return server.log.filter((line) => line['msg'] === 'request' && line['method'] === method);
}
