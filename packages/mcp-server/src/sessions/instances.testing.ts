import { randomBytes } from 'node:crypto';

import { memorySource } from '@bedrock-spend/core';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';

import { createApp, type App, type AppOptions } from '../http.ts';
import { initializeMessage, postRequest, type PostOptions } from '../json-rpc.testing.ts';
import { createLogger } from '../logger.ts';
import { memorySessionStore } from './memory-session-store.ts';
import type { SessionKey } from './session-key.ts';
import type { SessionOptions, SessionSettings } from './session-options.ts';
import type { SessionStore } from './session-store.ts';

const address = 'http://localhost/mcp';

export interface Instance {
  app: App;
  log: Record<string, unknown>[];
  post(message: unknown, options?: PostOptions): Promise<Response>;
  get(session: string, headers?: Record<string, string>): Promise<Response>;
  delete(session: string): Promise<Response>;
}

export interface InstancesOptions extends Partial<Omit<AppOptions, 'sessions' | 'logger'>> {
  sessions?: SessionOptions & Partial<SessionSettings>;
}

/** Instances of the server that share their keys and their store; made as often as they are asked for. */
export function instancesOf(options: InstancesOptions = {}) {
  const { sessions = {}, ...rest } = options;
  const store: SessionStore = memorySessionStore({ isShared: true });
  const keys: SessionKey[] = [{ id: 'k1', secret: randomBytes(32) }];
  return { store, keys, start };

  function start(others: InstancesOptions = {}): Instance {
    const log: Record<string, unknown>[] = [];
    const app = createApp({
      source: memorySource([]),
      logger: createLogger({ destination: { write: (line) => log.push(JSON.parse(line)) } }),
      ...rest,
      ...others,
      sessions: { store, keys, ...sessions, ...others.sessions },
    });
    onTestFinished(() => app.close(0));
    const ask = async (method: string, session: string, headers: Record<string, string> = {}) =>
      app.fetch(
        new Request(address, {
          method,
          headers: { Accept: 'text/event-stream', 'Mcp-Session-Id': session, ...headers },
        }),
      );
    return {
      app,
      log,
      post: async (message, postOptions) => app.fetch(postRequest(address, message, postOptions)),
      get: (session, headers) => ask('GET', session, headers),
      delete: (session) => ask('DELETE', session),
    };
  }
}

/** Opens a session by hand at one instance. */
export async function openAt(
  instance: Instance,
  capabilities: ClientCapabilities = {},
): Promise<string> {
  const params = { ...initializeMessage.params, capabilities };
  const response = await instance.post({ ...initializeMessage, params });
  await response.text();
  return response.headers.get('mcp-session-id') ?? '';
}

/** The SDK's client, whose every request goes to the next instance. */
export async function clientOf(
  instances: readonly Instance[],
  capabilities: ClientCapabilities = {},
): Promise<Client> {
  let count = 0;
  const client = new Client({ name: 'test-client', version: '1.0.0' }, { capabilities });
  const transport = new StreamableHTTPClientTransport(new URL(address), {
    fetch: async (url, init) => {
      const instance = instances[count % instances.length];
      count += 1;
      return instance!.app.fetch(new Request(url, init));
    },
  });
  await client.connect(transport);
  onTestFinished(() => client.close());
  return client;
}
