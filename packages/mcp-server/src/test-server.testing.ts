import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { onTestFinished } from 'vitest';

import { memorySource } from '@bedrock-spend/core';
import { createLogger } from './logger.ts';
import { startServer, type RunningServer, type StartOptions } from './serve.ts';

export interface TestServer extends RunningServer {
  /** What the server has logged, line by line. */
  log: Record<string, unknown>[];
  /** Text of the log. */
  logText: () => string;
}

/** A real server on a free port of loopback, gone when the test is over. */
export async function testServer(options: Partial<StartOptions> = {}): Promise<TestServer> {
  const lines: string[] = [];
  const server = await startServer({
    source: memorySource([]),
    logger: createLogger({ destination: { write: (line) => lines.push(line) } }),
    port: 0,
    graceMs: 1000,
    ...options,
  });
  onTestFinished(() => server.close());
  return {
    ...server,
    get log() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    logText: () => lines.join(''),
  };
}

/** The SDK's own client, connected over HTTP. */
export async function testClient(server: Pick<RunningServer, 'url'>): Promise<Client> {
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
  onTestFinished(() => client.close());
  return client;
}
