import {
  createLogger,
  startServer,
  type Definitions,
  type RunningServer,
} from '@bedrock-spend/mcp-server';
import { memorySource } from '@bedrock-spend/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultOf, runCommand, startCommand } from '../run-command.testing.ts';

let server: RunningServer;

beforeEach(async () => {
  server = await start(0);
});

afterEach(() => server.close());

function start(port: number, definitions?: Definitions): Promise<RunningServer> {
  return startServer({
    definitions,
    source: memorySource([]),
    logger: createLogger({ level: 'silent' }),
    port,
    graceMs: 0,
  });
}

const toolResults = (text: string): number => text.split('Tool result:\n').length - 1;

describe('connect in a pipe', () => {
  it('makes ten calls in one run, with the server restarted between two of them', async () => {
    const child = startCommand(['connect', server.url]);
    const result = resultOf(child);
    let shown = '';
    child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
    const calls = Array.from({ length: 5 }, (_, index) => `greet caller ${index + 1}\n`);
    child.stdin.write(calls.join(''));
    await expect.poll(() => toolResults(shown), { timeout: 8000 }).toBe(5);
    await server.close();
    server = await start(server.port);
    child.stdin.end(['bedrock-report --days 3', 'list-tools', ...calls].join('\n'));
    const { stdout, stderr, status } = await result;
    expect(toolResults(stdout)).toBe(11);
    expect(stdout.split('Hello, caller 5!')).toHaveLength(3);
    expect(stdout).toContain('No Bedrock usage data found for the specified period.');
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  }, 30_000);

  it('shows log and progress notifications before the result', async () => {
    const { stdout, status } = await runCommand(['connect', server.url], {
      input: 'multi-greet Ada\n',
    });
    expect(stdout).toMatch(
      /\[info\] Hello, Ada![^]*Progress: 1 of 3, Hello, Ada![^]*Tool result:\nGood morning, Ada!\n/,
    );
    expect(status).toBe(0);
  });

  it('goes on after a failed command, and ends with status 1', async () => {
    const { stdout, stderr, status } = await runCommand(['connect', server.url], {
      input: ['gret Ada', 'call-tool greet {"nam": 1}', 'greet Ada', 'quit', 'greet Bob'].join(
        '\n',
      ),
    });
    expect(stderr.split('\n')).toEqual([
      "Unknown command 'gret': did you mean greet?",
      'Unknown argument "nam": did you mean "name"?',
      '',
    ]);
    expect(stdout).toContain('Hello, Ada!');
    expect(stdout).not.toContain('Bob');
    expect(status).toBe(1);
  });

  it('opens, ends and reopens sessions', async () => {
    const lines = [
      'terminate-session',
      'greet Ada',
      `connect ${server.url}`,
      'reconnect',
      'greet Ada',
    ];
    const { stdout, stderr } = await runCommand(['connect', server.url], {
      input: [...lines, 'disconnect', '# a comment', ''].join('\n'),
    });
    expect(stdout.match(/^Connected to .* session [0-9a-f]{8}$/gm)).toHaveLength(3);
    expect(new Set(stdout.match(/session [0-9a-f]{8}/g))).toHaveProperty('size', 3);
    expect(stderr).toBe('Not connected: type connect, or connect and an address.\n');
    expect(toolResults(stdout)).toBe(1);
    expect(stdout).toMatch(/^Disconnected\.$/m);
  });

  it('lists and reads what a server offers', async () => {
    const lines = ['list-tools', 'list-prompts', 'list-resources', 'help'];
    const { stdout } = await runCommand(['connect', server.url], { input: lines.join('\n') });
    expect(stdout).toMatch(/^bedrock-report\n {2}.+\n {2}takes region, aws_account_id, /m);
    expect(stdout).toMatch(/^monthly-review\n {2}.+\n {2}takes month, region, /m);
    expect(stdout).toMatch(/^bedrock-spend:\/\/prices: .+/m);
    expect(stdout).toMatch(/^read-resource URI +what a resource holds$/m);
  });

  it('says so where a server offers nothing', async () => {
    const nothing = { tools: [], prompts: [], resources: [], resourceTemplates: [] };
    const bare = await start(0, nothing);
    try {
      const input = 'list-prompts\nlist-resources';
      const { stdout } = await runCommand(['connect', bare.url], { input });
      expect(stdout).toContain('The server has no prompts.');
      expect(stdout).toContain('The server has no resources.');
    } finally {
      await bare.close();
    }
  });

  it('ends with status 1 and one sentence when no server answers', async () => {
    await server.close();
    const { stdout, stderr, status } = await runCommand(['connect', server.url], {
      input: 'greet Ada\n',
    });
    expect(stderr).toBe(
      `No server answers at ${server.url}: start one with bedrock-spend serve, or give another address.\n`,
    );
    expect({ stdout, status }).toEqual({ stdout: '', status: 1 });
  });

  it('takes the address from MCP_SERVER_URL', async () => {
    const { stdout } = await runCommand(['connect'], {
      input: 'greet Ada\n',
      env: { MCP_SERVER_URL: server.url },
    });
    expect(stdout).toContain('Hello, Ada!');
  });
});
