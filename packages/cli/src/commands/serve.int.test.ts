import { createServer, type Server } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { addressOf, resultOf, runCommand, startCommand } from '../run-command.testing.ts';
import { runHere } from '../run-here.testing.ts';

const example = 'published-example.ndjson.gz';
const call = {
  name: 'bedrock-report',
  arguments: { days: 17, until: '2025-04-22', region: 'us-east-1' },
};

describe('serve', () => {
  it('answers over HTTP on a free port until it is told to end', async () => {
    const child = startCommand(['serve', example, '--port', '0', '--log-level', 'silent']);
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const url = await addressOf(child);
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL(url)));
    const { content } = await client.callTool(call);
    expect(JSON.stringify(content)).toContain('Total Cost: 7.4786');
    await client.close();
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('serves the program that starts it, with nothing but protocol on stdout', async () => {
    const messages = [
      {
        id: 1,
        method: 'initialize',
        params: {
          protocolVersion: '2025-11-25',
          capabilities: {},
          clientInfo: { name: 'test', version: '1' },
        },
      },
      { method: 'notifications/initialized' },
      { id: 2, method: 'tools/call', params: call },
    ];
    const child = startCommand(['serve', example, '--stdio']);
    const result = resultOf(child);
    let shown = '';
    child.stdout.on('data', (chunk: string) => (shown += chunk));
    for (const message of messages) {
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    }
    await expect.poll(() => shown, { timeout: 8000 }).toContain('"id":2');
    child.stdin.end();
    const { stdout, status } = await result;
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string });
    expect(answers.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
    expect(stdout).toContain('Total Cost: 7.4786');
    expect(status).toBe(0);
  });

  it('says which port is in use, and what to do', async () => {
    const other = await listen();
    const { port } = other.address() as AddressInfo;
    const { stdout, stderr, status } = await runCommand(['serve', example, '--port', String(port)]);
    other.close();
    expect(stderr).toBe(
      `bedrock-spend: Port ${port} of 127.0.0.1 is in use: choose another one with --port, or --port 0 for any free one.\n`,
    );
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  it.each([
    [
      'serve x --host 0.0.0.0',
      /without access control: use 127\.0\.0\.1, or say who may call with API keys or OAuth in its settings\.\n$/,
    ],
    ['serve x --port 70000', /--port takes a port number from 0 to 65535, not '70000'\.\n$/],
    ['serve x --time-zone Mars/Base', /Mars\/Base/],
    [
      'serve x --stdio --port 3000',
      /: --port is for HTTP: leave it out, or leave --stdio out\.\n$/,
    ],
    ['serve x --host localhost --stdio', /: --host is for HTTP: /],
    ['serve', /^bedrock-spend: Say what to read: /],
    ['serve -', /^bedrock-spend: A server reads its logs anew for each report/],
  ])('refuses %s with status 2', async (words, sentence) => {
    const { stdout, stderr, status } = await runHere(words);
    expect(stderr).toMatch(sentence);
    expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  });
});

function listen(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
