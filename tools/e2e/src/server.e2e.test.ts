import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { describe, expect, it } from 'vitest';

import { cleanEnvironment } from './clean-environment.ts';
import {
  consumerFolder,
  executable,
  lacks,
  startInstalled,
  supportedRuntimes,
} from './installed.ts';
import { publishedExample } from './published-example.ts';

const commands = [
  { command: 'bedrock-spend-mcp', words: ['--port', '0', publishedExample.log] },
  { command: 'bedrock-spend', words: ['serve', '--port', '0', publishedExample.log] },
];

describe.each(supportedRuntimes)('the installed server under %s', (runtime) => {
  describe.skipIf(lacks(runtime))('when it can be run', () => {
    it.each(commands)('answers over HTTP when $command starts it', async ({ command, words }) => {
      const server = startInstalled(runtime, command, words);
      try {
        const url = await printedAddress(server.all);
        await expectAnswers(new StreamableHTTPClientTransport(url));
      } finally {
        server.kill('SIGTERM');
      }
      expect(await server).toMatchObject({ exitCode: 0 });
    });

    it('answers over stdio', async () => {
      await expectAnswers(
        new StdioClientTransport({
          command: join(consumerFolder, 'node_modules/.bin/bedrock-spend-mcp'),
          args: ['--stdio', publishedExample.log],
          env: cleanEnvironment([dirname(executable(runtime))]) as Record<string, string>,
          stderr: 'ignore',
        }),
      );
    });
  });
});

async function printedAddress(output: NodeJS.ReadableStream): Promise<URL> {
  for await (const line of createInterface(output)) {
    const [address] = /http:[^\s";]+\/mcp/.exec(line) ?? [];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('the server ended without printing its address');
}

async function expectAnswers(transport: Transport): Promise<void> {
  const client = new Client({ name: 'e2e', version: '1.0.0' });
  await client.connect(transport);
  try {
    expect(client.getServerVersion()?.name).toBe('bedrock-spend');

    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['greet', 'multi-greet', 'bedrock-report']),
    );

    expect(await client.callTool({ name: 'greet', arguments: { name: 'Ada' } })).toMatchObject({
      content: [{ type: 'text', text: 'Hello, Ada!' }],
    });

    const report = await client.callTool({
      name: 'bedrock-report',
      arguments: { days: 17, until: '2025-04-22', region: 'us-east-1', format: 'classic' },
    });
    expect(report).toMatchObject({
      content: [{ type: 'text', text: expect.stringContaining(publishedExample.text.trimEnd()) }],
      structuredContent: { totals: { requests: 13_060 } },
    });
  } finally {
    await client.close();
  }
}
