import {
  Client,
  StreamableHTTPClientTransport,
  type ClientOptions,
} from '@modelcontextprotocol/client';
import { onTestFinished } from 'vitest';

import type { RunningServer } from './serve.ts';

/** The client of SDK 2 over HTTP, in the protocol without sessions unless the options say otherwise. */
export async function statelessClient(
  { url }: Pick<RunningServer, 'url'>,
  options: ClientOptions = {},
): Promise<Client> {
  const client = new Client(
    { name: 'test-client', version: '1.0.0' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } }, ...options },
  );
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  onTestFinished(() => client.close());
  return client;
}
