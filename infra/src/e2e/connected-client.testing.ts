import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { onTestFinished } from 'vitest';

/** The SDK's own client, connected with a key; it leaves at the end of the test. */
export async function connectedClient(url: string, key: string): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1.0.0' });
  onTestFinished(() => client.close());
  await client.connect(
    new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { 'x-api-key': key } },
    }),
  );
  return client;
}
