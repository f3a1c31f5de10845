import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { expect, it, onTestFinished } from 'vitest';

import { spawnFleet, type FleetOptions } from './spawn-fleet.ts';

it("serves the SDK's own client from every instance, also from those that start later", async () => {
  const fleet = await testFleet({ count: 2 });
  const client = await connect(fleet.url);
  await greetTimes(client, 4);

  await fleet.kill(0);
  expect(fleet.isRunning(0)).toBe(false);
  await greetTimes(client, 2);
  await fleet.start(0);
  await fleet.kill(1);
  await greetTimes(client, 2);
});

it('ends a session everywhere', async () => {
  const fleet = await testFleet({ count: 2 });
  const transport = new StreamableHTTPClientTransport(new URL(fleet.url));
  const client = await connect(fleet.url, transport);
  const headers = { 'mcp-session-id': transport.sessionId ?? '' };
  await transport.terminateSession();
  await client.close();

  for (const index of [0, 1]) {
    const response = await fetch(fleet.instanceUrl(index), {
      method: 'POST',
      headers: {
        ...headers,
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });
    expect(response.status).toBe(404);
  }
});

it('tells how much memory an instance uses, and what it has logged', async () => {
  const fleet = await testFleet({ count: 1, store: 'memory' });

  const { heapBytes, residentBytes } = await fleet.heap(0);

  expect(heapBytes).toBeGreaterThan(1_000_000);
  expect(residentBytes).toBeGreaterThan(heapBytes);
  expect(fleet.log(0)).not.toContain('"level":50');
});

it('says why an instance did not start', async () => {
  const fixtures = 'data:text/javascript,export const startOptions = () => ({ port: -5 });';

  await expect(spawnFleet({ count: 1, store: 'memory', fixtures })).rejects.toThrow(/port/i);
});

async function testFleet(options: FleetOptions) {
  const fleet = await spawnFleet(options);
  onTestFinished(() => fleet.stop());
  return fleet;
}

async function connect(
  url: string,
  transport: StreamableHTTPClientTransport = new StreamableHTTPClientTransport(new URL(url)),
): Promise<Client> {
  const client = new Client({ name: 'fleet-test', version: '1.0.0' });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}

async function greetTimes(client: Client, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const name = `caller-${index}`;
    const { structuredContent } = await client.callTool({ name: 'greet', arguments: { name } });
    expect(structuredContent).toEqual({ greeting: `Hello, ${name}!` });
  }
}
