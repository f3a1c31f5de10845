import { fileURLToPath } from 'node:url';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { LoggingMessageNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished } from 'vitest';

import { nodeArguments, startProgram } from './run-program.testing.ts';
import { testClient, testServer } from './test-server.testing.ts';

const example = fileURLToPath(
  new URL('../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);

// Each test starts a program of its own, which takes seconds on a busy machine.
const timeout = 30_000;

describe('bedrock-spend-mcp over HTTP', { timeout }, () => {
  it('prints where it listens, answers, and ends with status 0 on SIGTERM', async () => {
    const program = startProgram(['--port', '0', example]);
    const url = await program.listening;
    const client = await testClient({ url });

    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22', region: 'us-east-1' },
    });
    program.child.kill('SIGTERM');

    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
    expect(await program.ended).toMatchObject({ status: 0 });
    const { stderr } = await program.ended;
    expect(stderr).toContain('"rpc":"initialize"');
    expect(stderr).toContain('"rpc":"tools/call","tool":"bedrock-report"');
  });

  it('ends with status 1 and names the port and --port when the port is in use', async () => {
    const { port } = await testServer();

    const program = startProgram(['--port', String(port), example]);

    expect(await program.ended).toEqual({
      status: 1,
      stdout: '',
      stderr: `Port ${port} of 127.0.0.1 is in use: choose another one with --port, or --port 0 for any free one.\n`,
    });
  });

  it('ends with status 1 and names the path when there is nothing at it', async () => {
    const program = startProgram(['--port', '0', example, 'no-such-logs/']);

    expect(await program.ended).toEqual({
      status: 1,
      stdout: '',
      stderr: 'no-such-logs/ does not exist; check the path.\n',
    });
  });

  it.each([
    [
      'a host that is not loopback',
      ['--host', '0.0.0.0'],
      'The host 0.0.0.0 would serve your spend to the network without access control: use 127.0.0.1, or say who may call with API keys or OAuth in its settings.\n',
    ],
    [
      'a price file that is not there',
      ['--prices', '/no/such/prices.json'],
      'The price file /no/such/prices.json cannot be read.\n',
    ],
  ])('ends with status 2 and one sentence for %s', async (_case, words, sentence) => {
    const program = startProgram([...words, example]);

    expect(await program.ended).toEqual({ status: 2, stdout: '', stderr: sentence });
  });

  it('prints its version', async () => {
    const program = startProgram(['--version']);

    expect((await program.ended).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('bedrock-spend-mcp over stdio', { timeout }, () => {
  it("serves the SDK's client: list, call, notifications", async () => {
    const client = await stdioClient();
    const heard: unknown[] = [];
    client.setNotificationHandler(LoggingMessageNotificationSchema, ({ params }) => {
      heard.push(params.data);
    });

    const { tools } = await client.listTools();
    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: '17', until: '2025-04-22', region: 'us-east-1' },
    });
    await client.callTool({ name: 'multi-greet', arguments: { name: 'Ana' } });

    expect(tools).toHaveLength(5);
    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
    expect(heard).toEqual(['Hello, Ana!', 'Hello again, Ana!']);
  });

  it('writes nothing but protocol to stdout, logs to stderr, and ends with its client', async () => {
    const program = startProgram(['--stdio', example]);
    const requests = [
      {
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'raw', version: '1' },
        },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: { name: 'greet', arguments: { name: 'Ana' } } },
      { id: 3, method: 'tools/call', params: { name: 'no-such-tool' } },
    ];
    for (const request of requests) {
      program.child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
    }
    await program.wrote('"id":2');
    await program.wrote('"id":3');
    program.child.stdin.end();

    const { status, stdout, stderr } = await program.ended;
    const ids = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: number }).id);
    expect(new Set(ids)).toEqual(new Set([1, 2, 3]));
    expect(status).toBe(0);
    expect(stderr).toContain('"rpc":"tools/call","tool":"greet","outcome":"ok"');
    expect(stderr).not.toContain('Ana');
  });

  it('ends with status 0 on SIGTERM', async () => {
    const program = startProgram(['--stdio', example]);
    await program.logged('serving stdin');

    program.child.kill('SIGTERM');

    expect((await program.ended).status).toBe(0);
  });
});

async function stdioClient(): Promise<Client> {
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...nodeArguments, '--stdio', example],
    stderr: 'ignore',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}
