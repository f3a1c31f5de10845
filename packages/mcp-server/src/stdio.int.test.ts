import { fileURLToPath } from 'node:url';

import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { describe, expect, it, onTestFinished } from 'vitest';

import { nodeArguments, startProgram, type Program } from './run-program.testing.ts';

const example = fileURLToPath(
  new URL('../../core/fixtures/published-example.ndjson.gz', import.meta.url),
);

// Each test starts a program of its own, which takes seconds on a busy machine.
const timeout = 30_000;

const modernMeta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientCapabilities': {},
};
const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'raw', version: '1' },
};

describe('the client of SDK 2 over stdio', { timeout }, () => {
  it.each([
    ['legacy', '2025-11-25'],
    ['auto', '2026-07-28'],
    [{ pin: '2026-07-28' }, '2026-07-28'],
  ] as const)('is served as it asks: %j', async (mode, version) => {
    const client = await stdioClient({ versionNegotiation: { mode } });

    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22', region: 'us-east-1' },
    });

    expect(client.getNegotiatedProtocolVersion()).toBe(version);
    expect(report).toMatchObject({ structuredContent: { totals: { requests: 13_060 } } });
  });

  it('hears of progress without a session', async () => {
    const client = await stdioClient({ versionNegotiation: { mode: { pin: '2026-07-28' } } });
    const heard: (string | undefined)[] = [];

    await client.callTool(
      { name: 'multi-greet', arguments: { name: 'Ana' } },
      { onprogress: ({ message }) => heard.push(message) },
    );

    expect(heard).toEqual(['Hello, Ana!', 'Hello again, Ana!']);
  });
});

describe('the first message over stdio', { timeout }, () => {
  it('opens a session although another protocol was probed before', async () => {
    const program = startProgram(['--stdio', example]);

    write(program, { id: 1, method: 'server/discover', params: { _meta: modernMeta } });
    await program.wrote('"id":1');
    write(program, { id: 2, method: 'initialize', params: initialize });
    await program.wrote('"id":2');
    write(program, {
      id: 3,
      method: 'tools/call',
      params: { name: 'greet', arguments: { name: 'Ana' } },
    });
    await program.wrote('"id":3');
    program.child.stdin.end();

    const { status, stdout } = await program.ended;
    const [discovered, initialized, greeted] = stdout.trimEnd().split('\n').map(parsed);
    expect(status).toBe(0);
    expect(discovered).toMatchObject({ result: { supportedVersions: ['2026-07-28'] } });
    expect(initialized).toMatchObject({ result: { protocolVersion: '2025-11-25' } });
    expect(greeted).toMatchObject({ result: { structuredContent: { greeting: 'Hello, Ana!' } } });
  });

  it('is refused in a version that is not served, with those that are', async () => {
    const program = startProgram(['--stdio', example]);
    const _meta = { ...modernMeta, 'io.modelcontextprotocol/protocolVersion': '2099-01-01' };

    write(program, { id: 1, method: 'server/discover', params: { _meta } });
    await program.wrote('"id":1');
    program.child.stdin.end();

    const { stdout } = await program.ended;
    expect(parsed(stdout)).toMatchObject({
      error: { code: -32022, data: { supported: ['2026-07-28'] } },
    });
  });

  it('may be no JSON at all: the next one is served', async () => {
    const program = startProgram(['--stdio', example]);

    program.child.stdin.write('hello?\n{"jsonrpc":"2.0"}\n');
    write(program, { id: 1, method: 'initialize', params: initialize });
    await program.wrote('"id":1');
    program.child.stdin.end();

    const { status, stdout, stderr } = await program.ended;
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toContain('hello?');
  });
});

function write({ child }: Program, request: { id: number; method: string; params: object }): void {
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...request })}\n`);
}

function parsed(line: string): unknown {
  return JSON.parse(line);
}

async function stdioClient(options: ClientOptions): Promise<Client> {
  const client = new Client({ name: 'test-client', version: '1.0.0' }, options);
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...nodeArguments, '--stdio', example],
    stderr: 'ignore',
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}
